// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System.Collections.Generic;

namespace EntryAsm.Linux612;

/// <summary>What each of the kernel's files takes of <c>.config</c> and <c>asm-offsets.h</c> beyond switches, and the setting that is the reason.</summary>
internal static class Needs
{
    public static bool CacheShift(string file) => file is "entry" or "entry_64";

    public static bool FunctionAlignment(string file, KernelConfig kernel) => file != "entry_64_fred" || kernel.KvmIntel;

    public static IEnumerable<(string Offset, string Setting)> Offsets(string file, KernelConfig kernel)
    {
        if (kernel.CallDepthTracking && file is "entry" or "entry_64" or "entry_64_compat" or "ftrace_64" or "retpoline")
            yield return ("X86_call_depth", Kconfig.CallDepthTracking);
        if (file is "entry_64" or "entry_64_compat")
        {
            yield return ("X86_top_of_stack", "");
            if (kernel.PageTableIsolation)
                yield return ("TLB_STATE_user_pcid_flush_mask", Kconfig.PageTableIsolation);
        }

        foreach (var need in file switch { "entry_64" => Entry64(kernel), "xen-asm" => XenAsm(), _ => [] })
            yield return need;
    }

    private static IEnumerable<(string Offset, string Setting)> Entry64(KernelConfig kernel)
    {
        foreach (var always in (string[])["TSS_sp0", "TSS_sp2", "TASK_threadsp", "PTREGS_SIZE"])
            yield return (always, "");
        if (kernel.StackProtector)
        {
            yield return ("TASK_stack_canary", Kconfig.StackProtector);
            yield return ("FIXED_stack_canary", Kconfig.StackProtector);
        }

        if (kernel.ParavirtXxl && kernel.DebugEntry)
            yield return ("PV_IRQ_save_fl", Kconfig.ParavirtXxl);
    }

    private static IEnumerable<(string Offset, string Setting)> XenAsm() =>
        [("XEN_vcpu_info_mask", ""), ("XEN_vcpu_info_pending", ""), ("XEN_vcpu_info_arch_cr2", "")];
}
