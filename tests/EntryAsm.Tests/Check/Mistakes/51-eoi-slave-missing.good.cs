// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of eoi-slave-missing.bad.cs (IRQ 8 comes through the second controller, which gets no EOI)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C51_EoiSlaveMissing_Good : EntryAssembler
{
    static readonly Symbol rtc = Global("rtc");

    protected override void Assemble()
    {
        bind(rtc);
        push(rax);
        mov(al, 0x20);
        @out(0xa0, al);
        @out(0x20, al);
        pop(rax);
        iretq();
        gate(0x28, rtc);
    }
}
