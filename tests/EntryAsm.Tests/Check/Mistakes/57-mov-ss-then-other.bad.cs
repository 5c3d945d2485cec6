// SPDX-License-Identifier: MIT
// BAD: an instruction between the loads of ss and rsp: the pair is no longer one to interrupts

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C57_MovSsThenOther_Bad : EntryAssembler
{
    static readonly Symbol switch_stack = Global("switch_stack");

    protected override void Assemble()
    {
        bind(switch_stack);
        mov(eax, 0x10);
        mov(ss, eax); // EA0440
        mov(rdi, qword[rsi]);
        mov(rsp, rdi);
        ret();
    }
}
