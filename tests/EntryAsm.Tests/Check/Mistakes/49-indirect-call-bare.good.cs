// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of indirect-call-bare.bad.cs (an indirect call without retpoline or lfence)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C49_IndirectCallBare_Good : EntryAssembler
{
    static readonly Symbol __x86_indirect_thunk_rax = Extern("__x86_indirect_thunk_rax");
    static readonly Symbol dispatch = Global("dispatch");

    protected override void Assemble()
    {
        bind(dispatch);
        mov(rax, qword[rdi]);
        call(__x86_indirect_thunk_rax);
        ret();
    }
}
