// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of cr3-not-switched-back.bad.cs (one of two ways to ring 3 keeps the kernel page tables)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C43_Cr3NotSwitchedBack_Good : EntryAssembler
{
    static readonly Symbol exit_path = Global("exit_path");

    protected override void Assemble()
    {
        bind(exit_path);
        mov(rax, cr3);
        or(rax, 0x1000);
        mov(cr3, rax);
        test(edi, edi);
        jz(f(1));
        swapgs();
        iretq();
        L(1);
        swapgs();
        iretq();
    }
}
