// SPDX-License-Identifier: MIT
// BAD: lidt in 64-bit code reads ten bytes; the operand has six, and the base takes what follows

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C55_IdtrBaseOf32Bits_Bad : EntryAssembler
{
    static readonly Symbol idt = Extern("idt");
    static readonly Symbol load_idt = Global("load_idt"), idtr = Global("idtr");

    protected override void Assemble()
    {
        bind(load_idt);
        lidt(ptr[rip + idtr]); // EA0457
        ret();
        section(".data", "aw");
        bind(idtr);
        dw(4095);
        dd(idt);
    }
}
