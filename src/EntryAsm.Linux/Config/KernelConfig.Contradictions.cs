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
                return Needs(nameof(ParavirtXxl), Kconfig.ParavirtXxl, nameof(Paravirt), Kconfig.Paravirt);
            if (XenPv && !ParavirtXxl)
                return Needs(nameof(XenPv), Kconfig.XenPv, nameof(ParavirtXxl), Kconfig.ParavirtXxl);
            if (KvmGuest && !Paravirt)
                return Needs(nameof(KvmGuest), Kconfig.KvmGuest, nameof(Paravirt), Kconfig.Paravirt);
            if (XenPvhvm && !Paravirt)
                return Needs(nameof(XenPvhvm), Kconfig.XenPvhvm, nameof(Paravirt), Kconfig.Paravirt);
            if (HyperV && !LocalApic)
                return Needs(nameof(HyperV), Kconfig.HyperV, nameof(LocalApic), Kconfig.LocalApic);
            if (Smp && !LocalApic)
                return Needs(nameof(Smp), Kconfig.Smp, nameof(LocalApic), Kconfig.LocalApic);
            if (Uv && !Smp)
                return Needs(nameof(Uv), Kconfig.Uv, nameof(Smp), Kconfig.Smp);
            if (MceAmd && !Mce)
                return Needs(nameof(MceAmd), Kconfig.MceAmd, nameof(Mce), Kconfig.Mce);
            if (MceThreshold && !MceAmd)
                return Needs(nameof(MceThreshold), Kconfig.MceThreshold, nameof(MceAmd), Kconfig.MceAmd);
            if (ThermalVector && !Mce)
                return Needs(nameof(ThermalVector), Kconfig.ThermalVector, nameof(Mce), Kconfig.Mce);
            if (ModVersions && !Modules)
                return Needs(nameof(ModVersions), Kconfig.ModVersions, nameof(Modules), Kconfig.Modules);
            if (ModuleRelCrcs && !ModVersions)
                return Needs(nameof(ModuleRelCrcs), Kconfig.ModuleRelCrcs, nameof(ModVersions), Kconfig.ModVersions);
            if (KasanExtra && !Kasan)
                return Needs(nameof(KasanExtra), Kconfig.KasanExtra, nameof(Kasan), Kconfig.Kasan);
            if (TrimUnusedKsyms && !Modules)
                return Needs(nameof(TrimUnusedKsyms), Kconfig.TrimUnusedKsyms, nameof(Modules), Kconfig.Modules);
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
                return From501(nameof(KasanExtra), Kconfig.KasanExtra);
            if (Stackleak)
                return From501(nameof(Stackleak), Kconfig.Stackleak);
            if (TrimUnusedKsyms)
                return From501(nameof(TrimUnusedKsyms), Kconfig.TrimUnusedKsyms);
            return null;
        }
    }

    private string? NumberOutOfRange
    {
        get
        {
            if (L1CacheShift < 0 || L1CacheShift > 12)
                return $"{nameof(L1CacheShift)} ({Kconfig.L1CacheShift}) is {L1CacheShift}; it is the log2 of a cache line's bytes and must be from 0 to 12";
            if (NR_VECTORS < 1 || NR_VECTORS > 256)
                return $"NR_VECTORS is {NR_VECTORS}; the processor has 256 vectors, so it must be from 1 to 256";
            if (FIRST_EXTERNAL_VECTOR < 32 || FIRST_EXTERNAL_VECTOR > FIRST_SYSTEM_VECTOR)
                return $"FIRST_EXTERNAL_VECTOR is {FIRST_EXTERNAL_VECTOR}; it must be from 32 to FIRST_SYSTEM_VECTOR ({FIRST_SYSTEM_VECTOR})";
            if (PAGE_SHIFT != 12)
                return $"PAGE_SHIFT is {PAGE_SHIFT}; the pages the entry code switches between have 4096 bytes, so it must be 12";
            return null;
        }
    }

    private static string From501(string name, string kconfig) => $"{name} ({kconfig}) is set, which the code of release 5.0 does not know; take Release = KernelRelease.Linux501 (--release 5.0.1)";

    private static string Needs(string name, string kconfig, string other, string otherKconfig) => $"{name} ({kconfig}) is set but {other} ({otherKconfig}) is not; set both or neither";
}
