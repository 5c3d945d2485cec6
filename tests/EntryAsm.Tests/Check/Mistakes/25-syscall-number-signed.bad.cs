// SPDX-License-Identifier: MIT
// BAD: the number is compared as signed: -1 passes and indexes below the table

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C25_SyscallNumberSigned_Bad : EntryAssembler
{
    static readonly Symbol sys_table = Extern("sys_table");
    static readonly Symbol dispatch = Global("dispatch");

    protected override void Assemble()
    {
        bind(dispatch);
        cmp(rax, 335);
        jg(f(1));
        call(qword[rax * 8 + sys_table]); // EA0460
        L(1);
        ret();
    }
}
