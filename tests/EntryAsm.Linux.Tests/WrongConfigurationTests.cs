// SPDX-License-Identifier: GPL-2.0-only
using System.Runtime.CompilerServices;

namespace EntryAsm.Linux.Tests;

/// <summary>A configuration that contradicts itself is an error where it was written, and names both sides.</summary>
public class WrongConfigurationTests
{
    private static readonly (KernelConfig Config, string Message, int Line)[] Rows =
    [
        Row(new() { ParavirtXxl = true }, "ParavirtXxl (CONFIG_PARAVIRT_XXL) is set but Paravirt (CONFIG_PARAVIRT) is not; set both or neither"),
        Row(new() { Paravirt = true, XenPv = true }, "XenPv (CONFIG_XEN_PV) is set but ParavirtXxl (CONFIG_PARAVIRT_XXL) is not; set both or neither"),
        Row(new() { KvmGuest = true }, "KvmGuest (CONFIG_KVM_GUEST) is set but Paravirt (CONFIG_PARAVIRT) is not; set both or neither"),
        Row(new() { XenPvhvm = true }, "XenPvhvm (CONFIG_XEN_PVHVM) is set but Paravirt (CONFIG_PARAVIRT) is not; set both or neither"),
        Row(new() { Smp = false, LocalApic = false, HyperV = true }, "HyperV (CONFIG_HYPERV) is set but LocalApic (CONFIG_X86_LOCAL_APIC) is not; set both or neither"),
        Row(new() { LocalApic = false }, "Smp (CONFIG_SMP) is set but LocalApic (CONFIG_X86_LOCAL_APIC) is not; set both or neither"),
        Row(new() { Smp = false, Uv = true }, "Uv (CONFIG_X86_UV) is set but Smp (CONFIG_SMP) is not; set both or neither"),
        Row(new() { Mce = false }, "MceAmd (CONFIG_X86_MCE_AMD) is set but Mce (CONFIG_X86_MCE) is not; set both or neither"),
        Row(new() { MceAmd = false }, "MceThreshold (CONFIG_X86_MCE_THRESHOLD) is set but MceAmd (CONFIG_X86_MCE_AMD) is not; set both or neither"),
        Row(new() { Mce = false, MceAmd = false, MceThreshold = false }, "ThermalVector (CONFIG_X86_THERMAL_VECTOR) is set but Mce (CONFIG_X86_MCE) is not; set both or neither"),
        Row(new() { Modules = false, ModVersions = true }, "ModVersions (CONFIG_MODVERSIONS) is set but Modules (CONFIG_MODULES) is not; set both or neither"),
        Row(new() { ModuleRelCrcs = true }, "ModuleRelCrcs (CONFIG_MODULE_REL_CRCS) is set but ModVersions (CONFIG_MODVERSIONS) is not; set both or neither"),
        Row(new() { KasanExtra = true, Release = KernelRelease.Linux501 }, "KasanExtra (CONFIG_KASAN_EXTRA) is set but Kasan (CONFIG_KASAN) is not; set both or neither"),
        Row(new() { TrimUnusedKsyms = true, Modules = false, Release = KernelRelease.Linux501 }, "TrimUnusedKsyms (CONFIG_TRIM_UNUSED_KSYMS) is set but Modules (CONFIG_MODULES) is not; set both or neither"),
        Row(new() { KasanExtra = true, Kasan = true }, "KasanExtra (CONFIG_KASAN_EXTRA) is set, which the code of release 5.0 does not know; take Release = KernelRelease.Linux501 (--release 5.0.1)"),
        Row(new() { Stackleak = true }, "Stackleak (CONFIG_GCC_PLUGIN_STACKLEAK) is set, which the code of release 5.0 does not know; take Release = KernelRelease.Linux501 (--release 5.0.1)"),
        Row(new() { TrimUnusedKsyms = true }, "TrimUnusedKsyms (CONFIG_TRIM_UNUSED_KSYMS) is set, which the code of release 5.0 does not know; take Release = KernelRelease.Linux501 (--release 5.0.1)"),
        Row(new() { L1CacheShift = 13 }, "L1CacheShift (CONFIG_X86_L1_CACHE_SHIFT) is 13; it is the log2 of a cache line's bytes and must be from 0 to 12"),
        Row(new() { L1CacheShift = -1 }, "L1CacheShift (CONFIG_X86_L1_CACHE_SHIFT) is -1; it is the log2 of a cache line's bytes and must be from 0 to 12"),
        Row(new() { NR_VECTORS = 257 }, "NR_VECTORS is 257; the processor has 256 vectors, so it must be from 1 to 256"),
        Row(new() { FIRST_EXTERNAL_VECTOR = 31 }, "FIRST_EXTERNAL_VECTOR is 31; it must be from 32 to FIRST_SYSTEM_VECTOR (236)"),
        Row(new() { FIRST_EXTERNAL_VECTOR = 237 }, "FIRST_EXTERNAL_VECTOR is 237; it must be from 32 to FIRST_SYSTEM_VECTOR (236)"),
        Row(new() { PAGE_SHIFT = 13 }, "PAGE_SHIFT is 13; the pages the entry code switches between have 4096 bytes, so it must be 12"),
    ];

    public static TheoryData<int> RowNumbers => [.. Enumerable.Range(0, Rows.Length)];

    [Theory]
    [MemberData(nameof(RowNumbers))]
    public void AreRefused(int row)
    {
        var (config, message, line) = Rows[row];
        var mistake = Assert.Throws<EntryAsmException>(() => new Entry64(config).Build());
        Assert.Equal(message, mistake.Reason);
        Assert.EndsWith("WrongConfigurationTests.cs", mistake.Location.File, StringComparison.Ordinal);
        Assert.Equal(line, mistake.Location.Line);
    }

    [Fact]
    public void AreRefusedAtTheLineThatWroteThem()
    {
        var (config, line) = (new KernelConfig() with { KvmGuest = true }, Here());
        Assert.Equal(line, Assert.Throws<EntryAsmException>(() => new Entry64(config).Build()).Location.Line);
    }

    [Fact]
    public void WhereTheyWereWrittenIsNoPartOfThem()
    {
        var one = new KernelConfig();
        var other = new KernelConfig();
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, one with { Preempt = true });
    }

    private static (KernelConfig Config, string Message, int Line) Row(KernelConfig config, string message, [CallerLineNumber] int line = 0) => (config, message, line);

    private static int Here([CallerLineNumber] int line = 0) => line;
}
