// SPDX-License-Identifier: MIT
// BAD: iretd takes 4-byte words off the stack; 64-bit code needs iretq

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C15_IretOf32Bits_Bad : EntryAssembler
{
    static readonly Symbol do_timer = Extern("do_timer");
    static readonly Symbol timer = Global("timer");

    protected override void Assemble()
    {
        bind(timer);
        cld();
        push(rax); push(rcx); push(rdx); push(rsi); push(rdi); push(r8); push(r9); push(r10); push(r11);
        call(do_timer);
        pop(r11); pop(r10); pop(r9); pop(r8); pop(rdi); pop(rsi); pop(rdx); pop(rcx); pop(rax);
        iretd(); // EA0455
        gate(0x20, timer);
    }
}
