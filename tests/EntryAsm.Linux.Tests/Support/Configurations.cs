// SPDX-License-Identifier: GPL-2.0-only
namespace EntryAsm.Linux.Tests;

/// <summary>Configurations drawn from a number: every switch by a coin, dependencies kept, offsets and cache line varied.</summary>
internal static class Configurations
{
    public static IEnumerable<KernelConfig> Draw(int count, ulong seed)
    {
        var coins = new Coins(seed);
        for (var i = 0; i < count; i++)
            yield return Draw(coins);
    }

    private static KernelConfig Draw(Coins coins)
    {
        bool paravirt = coins.Next(), xxl = paravirt && coins.Next(), mce = coins.Next(), mceAmd = mce && coins.Next();
        bool modules = coins.Next(), versions = modules && coins.Next();
        var localApic = coins.Below(8) != 0;
        var smp = localApic && coins.Next();
        bool is501 = coins.Next(), kasan = coins.Next();
        return new KernelConfig
        {
            Smp = smp,
            Preempt = coins.Next(),
            LocalApic = localApic,
            L1CacheShift = coins.Below(9),
            FiveLevelPaging = coins.Next(),
            Espfix64 = coins.Next(),
            Smap = coins.Next(),
            PageTableIsolation = coins.Next(),
            Retpoline = coins.Next(),
            StackProtector = coins.Next(),
            FramePointer = coins.Next(),
            StackValidation = coins.Next(),
            JumpLabel = coins.Next(),
            ContextTracking = coins.Next(),
            TraceIrqFlags = coins.Next(),
            DynamicFtrace = coins.Next(),
            DebugEntry = coins.Next(),
            Release = is501 ? KernelRelease.Linux501 : KernelRelease.Linux50,
            Kasan = kasan,
            KasanExtra = is501 && kasan && coins.Next(),
            Stackleak = is501 && coins.Next(),
            Paravirt = paravirt,
            ParavirtXxl = xxl,
            XenPv = xxl && coins.Next(),
            XenPvhvm = paravirt && coins.Next(),
            HyperV = localApic && coins.Next(),
            KvmGuest = paravirt && coins.Next(),
            HaveKvm = coins.Next(),
            Mce = mce,
            MceAmd = mceAmd,
            MceThreshold = mceAmd && coins.Next(),
            ThermalVector = mce && coins.Next(),
            IrqWork = coins.Next(),
            Uv = smp && coins.Next(),
            Modules = modules,
            TrimUnusedKsyms = is501 && modules && coins.Next(),
            ModVersions = versions,
            ModuleRelCrcs = versions && coins.Next(),
            Prel32Relocations = coins.Next(),

            // Small ones too: they take a displacement of 8 bits, or none.
            TASK_threadsp = 8 * coins.Below(1024),
            TASK_stack_canary = 8 * coins.Below(32),
            stack_canary_offset = 8 * coins.Below(8),
        };
    }
}
