// SPDX-License-Identifier: MIT
// BAD: IRQ 8 comes through the second controller, which gets no EOI

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C51_EoiSlaveMissing_Bad : EntryAssembler
{
    static readonly Symbol rtc = Global("rtc");

    protected override void Assemble()
    {
        bind(rtc);
        push(rax);
        mov(al, 0x20);
        @out(0x20, al);
        pop(rax);
        iretq(); // EA0461
        gate(0x28, rtc);
    }
}
