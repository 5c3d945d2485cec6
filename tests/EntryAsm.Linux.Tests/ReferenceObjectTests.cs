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

    [Theory]
    [InlineData("5.0.1-b1")]
    [InlineData("5.0.1-rc1")]
    [InlineData("5.0.1-rc13")]
    [InlineData("5.0.1-stackleak")]
    public void Entry64Of501Agrees(string name)
    {
        var reference = new ReferenceFile(name);
        var config = KernelBuild.Read(KernelRelease.Linux501, "entry_64", ".config", reference.ConfigText, "asm-offsets.h", reference.OffsetsText);
        var differences = reference.DifferencesOf(ElfWriter.Write(new Entry64(config).Build()));
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    [Theory]
    [InlineData("5.0.1-compat-minimal")]
    [InlineData("5.0.1-compat-defconfig")]
    [InlineData("5.0.1-compat-max")]
    public void Entry64CompatOf501Agrees(string name)
    {
        var reference = new ReferenceFile(name);
        var config = KernelBuild.Read(KernelRelease.Linux501, "entry_64_compat", ".config", reference.ConfigText, "asm-offsets.h", reference.OffsetsText);
        var differences = reference.DifferencesOf(ElfWriter.Write(new Entry64Compat(config).Build()));
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    [Fact]
    public void TheMacrosVariablesStayIn501AsLocalSymbols()
    {
        var symbols = new Entry64(Reference.Read("minimal").Config with { Release = KernelRelease.Linux501, StackValidation = true }).Build().Symbols;
        Assert.Equal(["sp_offset", "sp_reg", "type", "vector"], symbols.Where(s => s.Binding == SymbolBinding.Local && s.Section == EntrySymbol.Absolute).Select(s => s.Name).Order(StringComparer.Ordinal));
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
