// SPDX-License-Identifier: MIT
// BAD: the way out exchanges gs though the way in did so only if the base was the user one

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C07_ParanoidExitUnconditional_Bad : EntryAssembler
{
    static readonly Symbol do_mce = Extern("do_mce");
    static readonly Symbol machine_check = Global("machine_check");

    protected override void Assemble()
    {
        bind(machine_check);
        cld();
        push(rax); push(rcx); push(rdx); push(rsi); push(rdi); push(r8); push(r9); push(r10); push(r11);
        mov(ecx, 0xC0000101);
        rdmsr();
        test(edx, edx);
        js(f(1));
        swapgs();
        L(1);
        lfence();
        call(do_mce);
        swapgs();
        pop(r11); pop(r10); pop(r9); pop(r8); pop(rdi); pop(rsi); pop(rdx); pop(rcx); pop(rax);
        iretq(); // EA0421
        gate(18, machine_check, ist: 3);
    }
}
