// SPDX-License-Identifier: MIT
// BAD: an indirect call without retpoline or lfence

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C49_IndirectCallBare_Bad : EntryAssembler
{
    static readonly Symbol dispatch = Global("dispatch");

    protected override void Assemble()
    {
        bind(dispatch);
        mov(rax, qword[rdi]);
        call(rax); // EA0473
        ret();
    }
}
