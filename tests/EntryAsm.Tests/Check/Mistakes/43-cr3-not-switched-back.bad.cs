// SPDX-License-Identifier: MIT
// BAD: one of two ways to ring 3 keeps the kernel page tables

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C43_Cr3NotSwitchedBack_Bad : EntryAssembler
{
    static readonly Symbol exit_path = Global("exit_path");

    protected override void Assemble()
    {
        bind(exit_path);
        test(edi, edi);
        jz(f(1));
        mov(rax, cr3);
        or(rax, 0x1000);
        mov(cr3, rax);
        swapgs();
        iretq();
        L(1);
        swapgs();
        iretq(); // EA0424
    }
}
