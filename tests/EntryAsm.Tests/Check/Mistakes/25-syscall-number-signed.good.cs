// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of syscall-number-signed.bad.cs (the number is compared as signed: -1 passes and indexes below the table)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C25_SyscallNumberSigned_Good : EntryAssembler
{
    static readonly Symbol sys_table = Extern("sys_table");
    static readonly Symbol dispatch = Global("dispatch");

    protected override void Assemble()
    {
        bind(dispatch);
        cmp(rax, 335);
        ja(f(1));
        call(qword[rax * 8 + sys_table]);
        L(1);
        ret();
    }
}
