// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux612;

// What cannot go together. Each message names both sides by their C# and by their Kconfig name.
public sealed partial record KernelConfig
{
    /// <summary>The first contradiction among the settings, or null.</summary>
    /// <remarks>Of a configuration read from a kernel's own files only the numbers are checked: Kconfig has resolved the rest.</remarks>
    public string? Contradiction => (Origin.IsAuthors ? UnmetDependency : null) ?? NumberOutOfRange;

    private string? UnmetDependency
    {
        get
        {
            if (XenPv && !ParavirtXxl)
                return Needs("XenPv (CONFIG_XEN_PV)", "ParavirtXxl (CONFIG_PARAVIRT_XXL)");
            if (Smp && !LocalApic)
                return Needs("Smp (CONFIG_SMP)", "LocalApic (CONFIG_X86_LOCAL_APIC)");
            if (HyperV && !LocalApic)
                return Needs("HyperV (CONFIG_HYPERV)", "LocalApic (CONFIG_X86_LOCAL_APIC)");
            if (PostedMsi && !LocalApic)
                return Needs("PostedMsi (CONFIG_X86_POSTED_MSI)", "LocalApic (CONFIG_X86_LOCAL_APIC)");
            if (KernelIbt && !Cet)
                return Needs("KernelIbt (CONFIG_X86_KERNEL_IBT)", "Cet (CONFIG_X86_CET)");
            if (KernelIbt && !Objtool)
                return Needs("KernelIbt (CONFIG_X86_KERNEL_IBT)", "Objtool (CONFIG_OBJTOOL)");
            if (MceAmd && !Mce)
                return Needs("MceAmd (CONFIG_X86_MCE_AMD)", "Mce (CONFIG_X86_MCE)");
            if (MceThreshold && !MceAmd)
                return Needs("MceThreshold (CONFIG_X86_MCE_THRESHOLD)", "MceAmd (CONFIG_X86_MCE_AMD)");
            if (ThermalVector && !Mce)
                return Needs("ThermalVector (CONFIG_X86_THERMAL_VECTOR)", "Mce (CONFIG_X86_MCE)");
            if (KvmIntel && !Kvm)
                return Needs("KvmIntel (CONFIG_KVM_INTEL)", "Kvm (CONFIG_KVM)");
            if (Rethunk && !Retpoline)
                return Needs("Rethunk (CONFIG_MITIGATION_RETHUNK)", "Retpoline (CONFIG_MITIGATION_RETPOLINE)");
            if (UnretEntry && !Rethunk)
                return Needs("UnretEntry (CONFIG_MITIGATION_UNRET_ENTRY)", "Rethunk (CONFIG_MITIGATION_RETHUNK)");
            if (Srso && !Rethunk)
                return Needs("Srso (CONFIG_MITIGATION_SRSO)", "Rethunk (CONFIG_MITIGATION_RETHUNK)");
            if (Its && !Rethunk)
                return Needs("Its (CONFIG_MITIGATION_ITS)", "Rethunk (CONFIG_MITIGATION_RETHUNK)");
            if (Its && !Retpoline)
                return Needs("Its (CONFIG_MITIGATION_ITS)", "Retpoline (CONFIG_MITIGATION_RETPOLINE)");
            if (CallDepthTracking && !Rethunk)
                return Needs("CallDepthTracking (CONFIG_MITIGATION_CALL_DEPTH_TRACKING)", "Rethunk (CONFIG_MITIGATION_RETHUNK)");
            if (CallDepthTracking && !CallPadding)
                return Needs("CallDepthTracking (CONFIG_MITIGATION_CALL_DEPTH_TRACKING)", "CallPadding (CONFIG_CALL_PADDING)");
            if (CallThunksDebug && !CallDepthTracking)
                return Needs("CallThunksDebug (CONFIG_CALL_THUNKS_DEBUG)", "CallDepthTracking (CONFIG_MITIGATION_CALL_DEPTH_TRACKING)");
            if (NoinstrValidation && !Objtool)
                return Needs("NoinstrValidation (CONFIG_NOINSTR_VALIDATION)", "Objtool (CONFIG_OBJTOOL)");
            if (NoinstrValidation && !DebugEntry)
                return Needs("NoinstrValidation (CONFIG_NOINSTR_VALIDATION)", "DebugEntry (CONFIG_DEBUG_ENTRY)");
            return null;
        }
    }

    private string? NumberOutOfRange
    {
        get
        {
            if (L1CacheShift < 0 || L1CacheShift > 12)
                return $"L1CacheShift (CONFIG_X86_L1_CACHE_SHIFT) is {L1CacheShift}; it is the log2 of a cache line's bytes and must be from 0 to 12";
            if (FunctionAlignment < 1 || FunctionAlignment > 64 || (FunctionAlignment & (FunctionAlignment - 1)) != 0)
                return $"FunctionAlignment (CONFIG_FUNCTION_ALIGNMENT) is {FunctionAlignment}; it must be a power of two from 1 to 64";
            if (NR_VECTORS < 1 || NR_VECTORS > 256)
                return $"NR_VECTORS is {NR_VECTORS}; the processor has 256 vectors, so it must be from 1 to 256";
            if (FIRST_EXTERNAL_VECTOR < 32 || FIRST_EXTERNAL_VECTOR > FIRST_SYSTEM_VECTOR)
                return $"FIRST_EXTERNAL_VECTOR is {FIRST_EXTERNAL_VECTOR}; it must be from 32 to FIRST_SYSTEM_VECTOR ({FIRST_SYSTEM_VECTOR})";
            if (PAGE_SHIFT != 12)
                return $"PAGE_SHIFT is {PAGE_SHIFT}; the pages the entry code switches between have 4096 bytes, so it must be 12";
            return null;
        }
    }

    private static string Needs(string setting, string other) => $"{setting} is set but {other} is not; set both or neither";
}
