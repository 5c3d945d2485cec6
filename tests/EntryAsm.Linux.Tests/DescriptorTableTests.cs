// SPDX-License-Identifier: GPL-2.0-only
using System.Globalization;

namespace EntryAsm.Linux.Tests;

/// <summary>The interrupt descriptor table is that of the kernel's idt.c. One row, one gate: vector, entry, error code, stack, who may raise it.</summary>
public class DescriptorTableTests
{
    private static readonly string[] Exceptions =
    [
        "00 divide_error",
        "01 debug ist=3",
        "02 nmi ist=2",
        "03 int3 dpl=3",
        "04 overflow dpl=3",
        "05 bounds",
        "06 invalid_op",
        "07 device_not_available",
        "08 double_fault error ist=1",
        "09 coprocessor_segment_overrun",
        "0a invalid_TSS error",
        "0b segment_not_present error",
        "0c stack_segment error",
        "0d general_protection error",
        "0e page_fault error",
        "0f spurious_interrupt_bug",
        "10 coprocessor_error",
        "11 alignment_check error",
        "13 simd_coprocessor_error",
    ];

    private static readonly string[] Always =
    [
        "ec apic_timer_interrupt",
        "f7 x86_platform_ipi",
        "fe error_interrupt",
        "ff spurious_interrupt",
    ];

    private static readonly (string Setting, KernelConfig Config, string[] Gates)[] Switches =
    [
        ("Smp", Bare with { Smp = true }, ["20 irq_move_cleanup_interrupt", "f8 reboot_interrupt", "fb call_function_single_interrupt", "fc call_function_interrupt", "fd reschedule_interrupt"]),
        ("Uv", Bare with { Uv = true }, ["f5 uv_bau_message_intr1"]),
        ("HaveKvm", Bare with { HaveKvm = true }, ["f0 kvm_posted_intr_nested_ipi", "f1 kvm_posted_intr_wakeup_ipi", "f2 kvm_posted_intr_ipi"]),
        ("Mce", Bare with { Mce = true }, ["12 machine_check ist=4"]),
        ("MceThreshold", Bare with { MceThreshold = true }, ["f9 threshold_interrupt"]),
        ("MceAmd", Bare with { MceAmd = true }, ["f4 deferred_error_interrupt"]),
        ("ThermalVector", Bare with { ThermalVector = true }, ["fa thermal_interrupt"]),
        ("IrqWork", Bare with { IrqWork = true }, ["f6 irq_work_interrupt"]),

        // The kernel installs these gates when it knows its hypervisor.
        ("KvmGuest", Bare with { KvmGuest = true }, []),
        ("XenPv", Bare with { XenPv = true }, []),
        ("XenPvhvm", Bare with { XenPvhvm = true }, []),
        ("HyperV", Bare with { HyperV = true }, []),
    ];

    public static TheoryData<string> Settings => [.. Switches.Select(s => s.Setting)];

    /// <summary>No setting that brings a vector; as if read from a kernel's files, so that one can be set by itself.</summary>
    private static KernelConfig Bare => KernelBuild.Read(".config", "CONFIG_X86_LOCAL_APIC=y\nCONFIG_X86_L1_CACHE_SHIFT=6\n", "asm-offsets.h",
        Reference.Read("minimal").OffsetsText);

    [Fact]
    public void HoldsTheExceptions() => Assert.Equal([.. Exceptions, .. Always], Rows(Bare));

    [Theory]
    [MemberData(nameof(Settings))]
    public void HoldsTheVectorsOf(string setting)
    {
        var (_, config, gates) = Switches.Single(s => s.Setting == setting);
        Assert.Equal(gates, Rows(config).Except([.. Exceptions, .. Always]));
    }

    private static IEnumerable<string> Rows(KernelConfig config)
    {
        var entries = new Entry64(config).Build();
        return entries.Gates.Select(gate => gate.Vector.ToString("x2", CultureInfo.InvariantCulture) + " " + entries.Symbols[gate.Symbol].Name
            + (gate.HasErrorCode ? " error" : "")
            + (gate.Ist != 0 ? " ist=" + gate.Ist.ToString(CultureInfo.InvariantCulture) : "")
            + (gate.Dpl != 0 ? " dpl=" + gate.Dpl.ToString(CultureInfo.InvariantCulture) : "")
            + (gate.Type != GateType.Interrupt ? " " + gate.Type : ""));
    }
}
