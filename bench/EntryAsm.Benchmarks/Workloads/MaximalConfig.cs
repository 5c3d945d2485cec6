// SPDX-License-Identifier: GPL-2.0-only
using EntryAsm.Linux;

namespace EntryAsm.Benchmarks;

/// <summary>The kernel with everything in it: the largest entry code there is.</summary>
internal static class MaximalConfig
{
    /// <summary>As an author writes it; <see cref="Value"/> must say the same.</summary>
    public const string Source = """
        new KernelConfig
        {
            Preempt = true, ContextTracking = true, Uv = true, Paravirt = true, ParavirtXxl = true, XenPv = true, XenPvhvm = true, KvmGuest = true,
            FiveLevelPaging = true, HyperV = true, TraceIrqFlags = true, DynamicFtrace = true, DebugEntry = true,
        }
        """;

    public static KernelConfig Value { get; } = new()
    {
        Preempt = true, ContextTracking = true, Uv = true, Paravirt = true, ParavirtXxl = true, XenPv = true, XenPvhvm = true, KvmGuest = true,
        FiveLevelPaging = true, HyperV = true, TraceIrqFlags = true, DynamicFtrace = true, DebugEntry = true,
    };
}
