// SPDX-License-Identifier: MIT
// BAD: the handler saves rax only; C code may change rcx, rdx, rsi, rdi, r8 to r11 of the interrupted program

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C29_CallerSavedNotSaved_Bad : EntryAssembler
{
    static readonly Symbol do_irq = Extern("do_irq");
    static readonly Symbol irq = Global("irq");

    protected override void Assemble()
    {
        bind(irq);
        cld();
        push(rax);
        call(do_irq);
        pop(rax);
        iretq(); // EA0430
        gate(0x23, irq);
    }
}
