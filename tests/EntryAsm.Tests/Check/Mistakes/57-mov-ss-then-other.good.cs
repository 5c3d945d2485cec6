// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of mov-ss-then-other.bad.cs (an instruction between the loads of ss and rsp: the pair is no longer one to interrupts)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C57_MovSsThenOther_Good : EntryAssembler
{
    static readonly Symbol switch_stack = Global("switch_stack");

    protected override void Assemble()
    {
        bind(switch_stack);
        mov(eax, 0x10);
        mov(rdi, qword[rsi]);
        mov(ss, eax);
        mov(rsp, rdi);
        ret();
    }
}
