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
                return Needs(nameof(XenPv), Kconfig.XenPv, nameof(ParavirtXxl), Kconfig.ParavirtXxl);
            if (Smp && !LocalApic)
                return Needs(nameof(Smp), Kconfig.Smp, nameof(LocalApic), Kconfig.LocalApic);
            if (HyperV && !LocalApic)
                return Needs(nameof(HyperV), Kconfig.HyperV, nameof(LocalApic), Kconfig.LocalApic);
            if (PostedMsi && !LocalApic)
                return Needs(nameof(PostedMsi), Kconfig.PostedMsi, nameof(LocalApic), Kconfig.LocalApic);
            if (KernelIbt && !Cet)
                return Needs(nameof(KernelIbt), Kconfig.KernelIbt, nameof(Cet), Kconfig.Cet);
            if (KernelIbt && !Objtool)
                return Needs(nameof(KernelIbt), Kconfig.KernelIbt, nameof(Objtool), Kconfig.Objtool);
            if (MceAmd && !Mce)
                return Needs(nameof(MceAmd), Kconfig.MceAmd, nameof(Mce), Kconfig.Mce);
            if (MceThreshold && !MceAmd)
                return Needs(nameof(MceThreshold), Kconfig.MceThreshold, nameof(MceAmd), Kconfig.MceAmd);
            if (ThermalVector && !Mce)
                return Needs(nameof(ThermalVector), Kconfig.ThermalVector, nameof(Mce), Kconfig.Mce);
            if (KvmIntel && !Kvm)
                return Needs(nameof(KvmIntel), Kconfig.KvmIntel, nameof(Kvm), Kconfig.Kvm);
            if (Rethunk && !Retpoline)
                return Needs(nameof(Rethunk), Kconfig.Rethunk, nameof(Retpoline), Kconfig.Retpoline);
            if (UnretEntry && !Rethunk)
                return Needs(nameof(UnretEntry), Kconfig.UnretEntry, nameof(Rethunk), Kconfig.Rethunk);
            if (Srso && !Rethunk)
                return Needs(nameof(Srso), Kconfig.Srso, nameof(Rethunk), Kconfig.Rethunk);
            if (Its && !Rethunk)
                return Needs(nameof(Its), Kconfig.Its, nameof(Rethunk), Kconfig.Rethunk);
            if (Its && !Retpoline)
                return Needs(nameof(Its), Kconfig.Its, nameof(Retpoline), Kconfig.Retpoline);
            if (CallDepthTracking && !Rethunk)
                return Needs(nameof(CallDepthTracking), Kconfig.CallDepthTracking, nameof(Rethunk), Kconfig.Rethunk);
            if (CallDepthTracking && !CallPadding)
                return Needs(nameof(CallDepthTracking), Kconfig.CallDepthTracking, nameof(CallPadding), Kconfig.CallPadding);
            if (CallThunksDebug && !CallDepthTracking)
                return Needs(nameof(CallThunksDebug), Kconfig.CallThunksDebug, nameof(CallDepthTracking), Kconfig.CallDepthTracking);
            if (NoinstrValidation && !Objtool)
                return Needs(nameof(NoinstrValidation), Kconfig.NoinstrValidation, nameof(Objtool), Kconfig.Objtool);
            if (NoinstrValidation && !DebugEntry)
                return Needs(nameof(NoinstrValidation), Kconfig.NoinstrValidation, nameof(DebugEntry), Kconfig.DebugEntry);
            return null;
        }
    }

    private string? NumberOutOfRange
    {
        get
        {
            if (L1CacheShift < 0 || L1CacheShift > 12)
                return $"{nameof(L1CacheShift)} ({Kconfig.L1CacheShift}) is {L1CacheShift}; it is the log2 of a cache line's bytes and must be from 0 to 12";
            if (FunctionAlignment < 1 || FunctionAlignment > 64 || (FunctionAlignment & (FunctionAlignment - 1)) != 0)
                return $"{nameof(FunctionAlignment)} ({Kconfig.FunctionAlignment}) is {FunctionAlignment}; it must be a power of two from 1 to 64";
            if (NR_VECTORS < 1 || NR_VECTORS > 256)
                return $"NR_VECTORS is {NR_VECTORS}; the processor has 256 vectors, so it must be from 1 to 256";
            if (FIRST_EXTERNAL_VECTOR < 32 || FIRST_EXTERNAL_VECTOR > FIRST_SYSTEM_VECTOR)
                return $"FIRST_EXTERNAL_VECTOR is {FIRST_EXTERNAL_VECTOR}; it must be from 32 to FIRST_SYSTEM_VECTOR ({FIRST_SYSTEM_VECTOR})";
            if (PAGE_SHIFT != 12)
                return $"PAGE_SHIFT is {PAGE_SHIFT}; the pages the entry code switches between have 4096 bytes, so it must be 12";
            return null;
        }
    }

    private static string Needs(string name, string kconfig, string other, string otherKconfig) => $"{name} ({kconfig}) is set but {other} ({otherKconfig}) is not; set both or neither";
}
