// SPDX-License-Identifier: GPL-2.0-only
namespace EntryAsm.Linux.Tests;

/// <summary>The port gives, byte for byte, what GNU as gives of the kernel's own source.</summary>
public class ReferenceObjectTests
{
    [Theory]
    [MemberData(nameof(Reference.Names), MemberType = typeof(Reference))]
    public void Agree(string name)
    {
        var reference = Reference.Read(name);
        var differences = reference.DifferencesOf(ElfWriter.Write(new Entry64(reference.Config).Build()));
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    [Fact]
    public void TheDefaultsAreThoseOfADefconfig()
    {
        Assert.Equal(Reference.Read("defconfig").Config, new KernelConfig() with
        {
            PV_CPU_usergs_sysret64 = 0,
            PV_CPU_iret = 0,
            PV_CPU_swapgs = 0,
            PV_IRQ_save_fl = 0,
            PV_IRQ_irq_disable = 0,
            PV_IRQ_irq_enable = 0,
        });
    }

    [Fact]
    public void OneInstructionMoreIsSeen()
    {
        var reference = Reference.Read("minimal");
        var differences = reference.DifferencesOf(ElfWriter.Write(new WithOneMore(reference.Config).Build()));
        Assert.Contains(differences, d => d.StartsWith("section .entry.text, from rewind_stack_do_exit: ", StringComparison.Ordinal));
    }

    [EntryModule]
    private sealed class WithOneMore(KernelConfig config) : LinuxEntry
    {
        protected override KernelConfig Config => config;

        protected override void Assemble()
        {
            WholeEntry64();
            nop();
        }
    }
}
