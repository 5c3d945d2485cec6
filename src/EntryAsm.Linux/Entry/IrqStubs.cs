// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64.S (v5.0), lines 360 to 374: a stub for every vector that a device may have.
public abstract partial class LinuxEntry
{
    private static readonly Symbol vector = Local();

    /// <summary><c>irq_entries_start</c>: 8 bytes a vector. The vector is pushed as ~vector + 128, which fits a byte.</summary>
    protected void IrqEntriesStart()
    {
        align(8);
        ENTRY(irq_entries_start);
        entry(EntryKind.Interrupt, irq_entries_start, vector: Kernel.FIRST_EXTERNAL_VECTOR, count: Kernel.FIRST_SYSTEM_VECTOR - Kernel.FIRST_EXTERNAL_VECTOR, stride: 8);
        rept(Kernel.FIRST_SYSTEM_VECTOR - Kernel.FIRST_EXTERNAL_VECTOR, i =>
        {
            UNWIND_HINT_IRET_REGS();
            push(~(Kernel.FIRST_EXTERNAL_VECTOR + i) + 0x80);
            jmp(common_interrupt);
            align(8);
        });
        if (Kernel.Release != KernelRelease.Linux50)
            set(vector, Kernel.FIRST_SYSTEM_VECTOR);
        END(irq_entries_start);
    }
}
