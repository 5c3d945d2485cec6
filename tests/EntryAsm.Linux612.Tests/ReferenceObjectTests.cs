// SPDX-License-Identifier: GPL-2.0-only
namespace EntryAsm.Linux612.Tests;

/// <summary>The port gives, byte for byte, what GNU as gives of the kernel's own source.</summary>
public class ReferenceObjectTests
{
    [Theory]
    [MemberData(nameof(Reference.Names), MemberType = typeof(Reference))]
    public void Agree(string name)
    {
        var reference = new Reference(name);
        var differences = reference.DifferencesOf(ElfWriter.Write(reference.Build()));
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    [Fact]
    public void AllOfThemAreThere() => Assert.Equal(20, Reference.Names.Count);

    [Fact]
    public void TheDefaultsAreThoseOfADefconfig()
    {
        // The offsets of other files are not among the figures, and neither is what a file does not read.
        var defaults = new KernelConfig();
        var read = new Reference("defconfig-entry_64").Config with
        {
            Its = true,
            FunctionTracer = defaults.FunctionTracer,
            PV_IRQ_save_fl = defaults.PV_IRQ_save_fl,
            XEN_vcpu_info_mask = defaults.XEN_vcpu_info_mask,
            XEN_vcpu_info_pending = defaults.XEN_vcpu_info_pending,
            XEN_vcpu_info_arch_cr2 = defaults.XEN_vcpu_info_arch_cr2,
        };
        Assert.Equal(defaults, read);
    }
}
