// SPDX-License-Identifier: GPL-2.0-only
#nullable enable


namespace EntryAsm.Linux;

// What cannot go together. Each message names both sides by their C# and by their Kconfig name.
public sealed partial record KernelConfig
{
    /// <summary>The first contradiction among the settings, or null.</summary>
    /// <remarks>Of a configuration read from a kernel's own files only the numbers are checked: Kconfig has resolved the rest.</remarks>
    public string? Contradiction => (Origin.IsAuthors ? UnmetDependency : null) ?? NotInRelease ?? NumberOutOfRange;

    private string? UnmetDependency
    {
        get
        {
            if (ParavirtXxl && !Paravirt)
                return Needs("ParavirtXxl (CONFIG_PARAVIRT_XXL)", "Paravirt (CONFIG_PARAVIRT)");
            if (XenPv && !ParavirtXxl)
                return Needs("XenPv (CONFIG_XEN_PV)", "ParavirtXxl (CONFIG_PARAVIRT_XXL)");
            if (KvmGuest && !Paravirt)
                return Needs("KvmGuest (CONFIG_KVM_GUEST)", "Paravirt (CONFIG_PARAVIRT)");
            if (XenPvhvm && !Paravirt)
                return Needs("XenPvhvm (CONFIG_XEN_PVHVM)", "Paravirt (CONFIG_PARAVIRT)");
            if (HyperV && !LocalApic)
                return Needs("HyperV (CONFIG_HYPERV)", "LocalApic (CONFIG_X86_LOCAL_APIC)");
            if (Smp && !LocalApic)
                return Needs("Smp (CONFIG_SMP)", "LocalApic (CONFIG_X86_LOCAL_APIC)");
            if (Uv && !Smp)
                return Needs("Uv (CONFIG_X86_UV)", "Smp (CONFIG_SMP)");
            if (MceAmd && !Mce)
                return Needs("MceAmd (CONFIG_X86_MCE_AMD)", "Mce (CONFIG_X86_MCE)");
            if (MceThreshold && !MceAmd)
                return Needs("MceThreshold (CONFIG_X86_MCE_THRESHOLD)", "MceAmd (CONFIG_X86_MCE_AMD)");
            if (ThermalVector && !Mce)
                return Needs("ThermalVector (CONFIG_X86_THERMAL_VECTOR)", "Mce (CONFIG_X86_MCE)");
            if (ModVersions && !Modules)
                return Needs("ModVersions (CONFIG_MODVERSIONS)", "Modules (CONFIG_MODULES)");
            if (ModuleRelCrcs && !ModVersions)
                return Needs("ModuleRelCrcs (CONFIG_MODULE_REL_CRCS)", "ModVersions (CONFIG_MODVERSIONS)");
            if (KasanExtra && !Kasan)
                return Needs("KasanExtra (CONFIG_KASAN_EXTRA)", "Kasan (CONFIG_KASAN)");
            if (TrimUnusedKsyms && !Modules)
                return Needs("TrimUnusedKsyms (CONFIG_TRIM_UNUSED_KSYMS)", "Modules (CONFIG_MODULES)");
            return null;
        }
    }

    private string? NotInRelease
    {
        get
        {
            if (Release != KernelRelease.Linux50)
                return null;
            if (KasanExtra)
                return From501("KasanExtra (CONFIG_KASAN_EXTRA)");
            if (Stackleak)
                return From501("Stackleak (CONFIG_GCC_PLUGIN_STACKLEAK)");
            if (TrimUnusedKsyms)
                return From501("TrimUnusedKsyms (CONFIG_TRIM_UNUSED_KSYMS)");
            return null;
        }
    }

    private string? NumberOutOfRange
    {
        get
        {
            if (L1CacheShift < 0 || L1CacheShift > 12)
                return $"L1CacheShift (CONFIG_X86_L1_CACHE_SHIFT) is {L1CacheShift}; it is the log2 of a cache line's bytes and must be from 0 to 12";
            if (NR_VECTORS < 1 || NR_VECTORS > 256)
                return $"NR_VECTORS is {NR_VECTORS}; the processor has 256 vectors, so it must be from 1 to 256";
            if (FIRST_EXTERNAL_VECTOR < 32 || FIRST_EXTERNAL_VECTOR > FIRST_SYSTEM_VECTOR)
                return $"FIRST_EXTERNAL_VECTOR is {FIRST_EXTERNAL_VECTOR}; it must be from 32 to FIRST_SYSTEM_VECTOR ({FIRST_SYSTEM_VECTOR})";
            if (PAGE_SHIFT != 12)
                return $"PAGE_SHIFT is {PAGE_SHIFT}; the pages the entry code switches between have 4096 bytes, so it must be 12";
            return null;
        }
    }

    private static string From501(string setting) => $"{setting} is set, which the code of release 5.0 does not know; take Release = KernelRelease.Linux501 (--release 5.0.1)";

    private static string Needs(string setting, string other) => $"{setting} is set but {other} is not; set both or neither";
}
