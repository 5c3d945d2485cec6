// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Linux;

/// <summary>
/// The symbols the entry code defines or uses, under the kernel's names. An <c>Extern()</c> that this object defines becomes global where ENTRY or
/// GLOBAL defines it, so a module may leave any routine to another object.
/// </summary>
/// <remarks>A module writes <c>using static EntryAsm.Linux.KernelSymbols;</c> or declares symbols of its own: equal names mean the same symbol.</remarks>
internal static partial class KernelSymbols
{
    // Per-CPU variables.
    public static readonly Symbol cpu_tss_rw = Extern();
    public static readonly Symbol cpu_tlbstate = Extern();
    public static readonly Symbol irq_count = Extern();
    public static readonly Symbol irq_stack_ptr = Extern();
    public static readonly Symbol irq_stack_union = Extern();
    public static readonly Symbol espfix_stack = Extern();
    public static readonly Symbol espfix_waddr = Extern();
    public static readonly Symbol __preempt_count = Extern();

    // Other data.
    public static readonly Symbol pv_ops = Extern();
    public static readonly Symbol context_tracking_enabled = Extern();
}
