// SPDX-License-Identifier: GPL-2.0-only
namespace EntryAsm.Linux612.Tests;

/// <summary>Configurations drawn from a number: every switch by a coin, dependencies kept, offsets, alignment and cache line varied.</summary>
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
        bool xxl = coins.Next(), ibt = coins.Next(), mce = coins.Next(), mceAmd = mce && coins.Next(), kvm = coins.Next(), debug = coins.Next();
        bool retpoline = coins.Below(4) != 0, rethunk = retpoline && coins.Below(4) != 0, depth = rethunk && coins.Next();
        var localApic = coins.Below(8) != 0;
        var smp = localApic && coins.Next();
        return new KernelConfig
        {
            Smp = smp,
            LocalApic = localApic,
            Espfix64 = coins.Next(),
            KernelIbt = ibt,
            Cet = ibt || coins.Next(),
            Fred = coins.Next(),
            Ia32Emulation = coins.Next(),
            Mce = mce,
            MceAmd = mceAmd,
            MceThreshold = mceAmd && coins.Next(),
            ThermalVector = mce && coins.Next(),
            IrqWork = coins.Next(),
            PostedMsi = localApic && coins.Next(),
            Kvm = kvm,
            KvmIntel = kvm && coins.Next(),
            AmdMemEncrypt = coins.Next(),
            IntelTdxGuest = coins.Next(),
            ParavirtXxl = xxl,
            XenPv = xxl && coins.Next(),
            XenPvhvm = coins.Next(),
            HyperV = localApic && coins.Next(),
            AcrnGuest = coins.Next(),
            KvmGuest = coins.Next(),
            PageTableIsolation = coins.Next(),
            Retpoline = retpoline,
            Rethunk = rethunk,
            UnretEntry = rethunk && coins.Next(),
            Srso = rethunk && coins.Next(),
            IbpbEntry = coins.Next(),
            IbrsEntry = coins.Next(),
            CallDepthTracking = depth,
            Its = rethunk && coins.Next(),
            Sls = coins.Next(),
            Stackleak = coins.Next(),
            StackProtector = coins.Next(),
            Kasan = coins.Next(),
            DebugEntry = debug,
            CallThunksDebug = depth && coins.Next(),
            Kprobes = coins.Next(),
            FunctionTracer = coins.Next(),
            FunctionGraphTracer = coins.Next(),
            DynamicFtrace = coins.Next(),
            FramePointer = coins.Next(),
            Objtool = true,
            NoinstrValidation = debug && coins.Next(),
            CallPadding = depth || coins.Next(),
            FunctionAlignment = 4 << coins.Below(5),
            L1CacheShift = coins.Below(9),

            // Small ones too: they take a displacement of 8 bits, or none.
            TASK_threadsp = 8 * coins.Below(1024),
            TASK_stack_canary = 8 * coins.Below(32),
            FIXED_stack_canary = 8 * coins.Below(8),
            XEN_vcpu_info_arch_cr2 = 8 * coins.Below(4),
        };
    }
}
