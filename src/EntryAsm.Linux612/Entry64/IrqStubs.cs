// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// asm/idtentry.h: a stub for every vector that a device may have or that the system keeps.
public abstract partial class LinuxEntry
{
    private static readonly Symbol vector = Local();

    /// <summary>Bytes from stub to stub.</summary>
    private int IDT_ALIGN => Kernel.KernelIbt ? 16 : 8;

    /// <summary><c>irq_entries_start</c>: the vectors of devices.</summary>
    protected void IrqEntriesStart() => Stubs(irq_entries_start, Kernel.FIRST_EXTERNAL_VECTOR, Kernel.FIRST_SYSTEM_VECTOR, asm_common_interrupt);

    /// <summary><c>spurious_entries_start</c>: the system's vectors, for those that have no entry of their own.</summary>
    protected void SpuriousEntriesStart() => Stubs(spurious_entries_start, Kernel.FIRST_SYSTEM_VECTOR, Kernel.NR_VECTORS, asm_spurious_interrupt);

    /// <summary>Each pushes its vector as a signed byte, which C code reads as an unsigned one.</summary>
    private void Stubs(Symbol start, int from, int to, Symbol target)
    {
        align(IDT_ALIGN);
        SYM_CODE_START(start);
        rept(to - from, i =>
        {
            UNWIND_HINT_IRET_REGS();
            ENDBR();
            db(0x6a, from + i);
            jmp(target);
            align(IDT_ALIGN, 0xcc);
        });
        set(vector, to);
        SYM_CODE_END(start);
    }
}
