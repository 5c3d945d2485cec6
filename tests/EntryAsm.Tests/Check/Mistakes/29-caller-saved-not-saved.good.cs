// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of caller-saved-not-saved.bad.cs (the handler saves rax only; C code may change rcx, rdx, rsi, rdi, r8 to r11 of the interrupted program)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C29_CallerSavedNotSaved_Good : EntryAssembler
{
    static readonly Symbol do_irq = Extern("do_irq");
    static readonly Symbol irq = Global("irq");

    protected override void Assemble()
    {
        bind(irq);
        cld();
        push(rax); push(rcx); push(rdx); push(rsi); push(rdi); push(r8); push(r9); push(r10); push(r11);
        call(do_irq);
        pop(r11); pop(r10); pop(r9); pop(r8); pop(rdi); pop(rsi); pop(rdx); pop(rcx); pop(rax);
        iretq();
        gate(0x23, irq);
    }
}
