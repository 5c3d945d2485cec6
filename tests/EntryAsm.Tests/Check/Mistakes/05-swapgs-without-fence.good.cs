// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of swapgs-without-fence.bad.cs (a conditional swapgs with a gs: load behind it and no lfence on either way: Spectre v1 swapgs)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C05_SwapgsWithoutFence_Good : EntryAssembler
{
    static readonly Symbol irq = Global("irq");

    protected override void Assemble()
    {
        bind(irq);
        cld();
        test(@byte[rsp + 8], 3);
        jz(f(1));
        swapgs();
        lfence();
        jmp(f(3));
        L(1);
        lfence();
        L(3);
        push(rax);
        mov(rax, qword.gs[0x1000]);
        mov(rax, qword[rax]);
        pop(rax);
        test(@byte[rsp + 8], 3);
        jz(f(2));
        swapgs();
        L(2);
        iretq();
        gate(0x21, irq);
    }
}
