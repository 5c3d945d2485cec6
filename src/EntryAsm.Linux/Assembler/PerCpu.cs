// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// asm/percpu.h: variables that every processor has its own copy of.
public abstract partial class LinuxEntry
{
    /// <summary>The top of the current task's stack, kept in the task-state segment.</summary>
    protected Op cpu_current_top_of_stack => cpu_tss_rw + Kernel.TSS_sp1;

    /// <summary>A per-CPU variable: relative to gs on a multiprocessor kernel, at its own address on a uniprocessor one.</summary>
    /// <param name="size">The width to access it with, such as <c>qword</c>.</param>
    /// <param name="variable">Its symbol, with an offset in bytes if wanted.</param>
    protected Op PER_CPU_VAR(MemorySize size, Op variable) => Kernel.Smp ? size.gs[variable] : size[variable];

    /// <summary>An entry of this processor's interrupt stack table (entry_64.S line 838).</summary>
    /// <param name="index">1 to 7.</param>
    protected Op CPU_TSS_IST(int index) => PER_CPU_VAR(qword, cpu_tss_rw + (Kernel.TSS_ist + (index - 1) * 8));
}
