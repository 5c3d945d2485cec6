// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Linux612;

/// <summary>
/// The symbols the entry code defines or uses, under the kernel's names. An <c>Extern()</c> that this object defines becomes global where it is defined, so
/// a module may leave any routine to another object. Of an exception's or interrupt's two symbols only the C function is here: the entry's name has
/// <c>asm_</c> in front.
/// </summary>
/// <remarks>A module writes <c>using static EntryAsm.Linux612.KernelSymbols;</c> or declares symbols of its own: equal names mean the same symbol.</remarks>
internal static partial class KernelSymbols
{
    // Per-CPU variables.
    public static readonly Symbol cpu_tss_rw = Extern();
    public static readonly Symbol cpu_tlbstate = Extern();
    public static readonly Symbol pcpu_hot = Extern();
    public static readonly Symbol fixed_percpu_data = Extern();
    public static readonly Symbol x86_spec_ctrl_current = Extern();
    public static readonly Symbol espfix_stack = Extern();
    public static readonly Symbol espfix_waddr = Extern();
    public static readonly Symbol xen_vcpu = Extern();
    public static readonly Symbol xen_vcpu_info = Extern();
    public static readonly Symbol __x86_call_count = Extern();
    public static readonly Symbol __x86_ret_count = Extern();
    public static readonly Symbol __x86_stuffs_count = Extern();
    public static readonly Symbol __x86_ctxsw_count = Extern();

    // Other data.
    public static readonly Symbol early_idt_handler_array = Extern();
    public static readonly Symbol ftrace_trace_function = Extern();
    public static readonly Symbol function_trace_op = Extern();
    public static readonly Symbol pcpu_unit_offsets = Extern();
    public static readonly Symbol __per_cpu_offset = Extern();
    public static readonly Symbol pv_ops = Extern();
    public static readonly Symbol x86_pred_cmd = Extern();
}
