// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of paranoid-exit-unconditional.bad.cs (the way out exchanges gs though the way in did so only if the base was the user one)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C07_ParanoidExitUnconditional_Good : EntryAssembler
{
    static readonly Symbol do_mce = Extern("do_mce");
    static readonly Symbol machine_check = Global("machine_check");

    protected override void Assemble()
    {
        bind(machine_check);
        cld();
        push(rbx);
        push(rax); push(rcx); push(rdx); push(rsi); push(rdi); push(r8); push(r9); push(r10); push(r11);
        sub(rsp, 8);
        xor(ebx, ebx);
        mov(ecx, 0xC0000101);
        rdmsr();
        test(edx, edx);
        js(f(1));
        swapgs();
        inc(ebx);
        L(1);
        lfence();
        call(do_mce);
        test(ebx, ebx);
        jz(f(2));
        swapgs();
        L(2);
        add(rsp, 8);
        pop(r11); pop(r10); pop(r9); pop(r8); pop(rdi); pop(rsi); pop(rdx); pop(rcx); pop(rax);
        pop(rbx);
        iretq();
        gate(18, machine_check, ist: 3);
    }
}
