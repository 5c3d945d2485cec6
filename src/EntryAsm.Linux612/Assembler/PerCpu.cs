// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// asm/percpu.h: variables that every processor has its own copy of.
public abstract partial class LinuxEntry
{
    /// <summary>A per-CPU variable, relative to rip: with the base of gs on a multiprocessor kernel, at its own address on a uniprocessor one.</summary>
    /// <param name="size">The width to access it with, such as <c>qword</c>.</param>
    /// <param name="variable">Its symbol, with an offset in bytes if wanted.</param>
    protected Op PER_CPU_VAR(MemorySize size, Op variable) => Kernel.Smp ? size.gs[rip + variable] : size[rip + variable];

    /// <summary>The top of the current task's stack.</summary>
    protected Op pcpu_hot_top_of_stack => PER_CPU_VAR(qword, pcpu_hot + Kernel.X86_top_of_stack);

    /// <summary>Scratch room of the system call entry, in the task-state segment.</summary>
    protected Op cpu_tss_sp2 => PER_CPU_VAR(qword, cpu_tss_rw + Kernel.TSS_sp2);

    /// <summary>The stack that interrupts from user mode start on, in the task-state segment.</summary>
    protected Op cpu_tss_sp0 => PER_CPU_VAR(qword, cpu_tss_rw + Kernel.TSS_sp0);
}
