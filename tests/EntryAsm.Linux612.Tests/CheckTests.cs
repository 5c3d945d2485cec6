// SPDX-License-Identifier: GPL-2.0-only
using System.Globalization;

namespace EntryAsm.Linux612.Tests;

/// <summary>The checker follows every file of Linux 6.12 to its end and reports nothing that is not true of the kernel's own source (docs/checking.md).</summary>
public class CheckTests
{
    /// <summary>Drawn configurations; 30 take a minute: <c>ENTRYASM_CHECK_CONFIGURATIONS=30 dotnet test tests/EntryAsm.Linux612.Tests --filter CheckTests</c>.</summary>
    private static readonly int drawn = int.Parse(Environment.GetEnvironmentVariable("ENTRYASM_CHECK_CONFIGURATIONS") ?? "3", CultureInfo.InvariantCulture);

    [Theory]
    [MemberData(nameof(Reference.Names), MemberType = typeof(Reference))]
    public void NothingIsFoundInTheReferences(string name)
    {
        var reference = new Reference(name);
        NothingIn(Findings(name, reference.Build(), reference.Config));
    }

    [Fact]
    public void NothingIsFoundInDrawnConfigurations() =>
        NothingIn(Configurations.Draw(drawn, seed: 17).SelectMany(static (config, i) => KernelFile.Names.SelectMany(file => Findings("drawn " + i.ToString(CultureInfo.InvariantCulture) + " " + file, new KernelFile(file, config).Build(), config))));

    /// <summary>So its silence means something: it has been nearly everywhere, behind the thunks of returns too.</summary>
    [Theory]
    [InlineData("minimal-entry_64")]
    [InlineData("defconfig-entry_64")]
    [InlineData("max-entry_64")]
    public void NearlyAllOfItIsFollowed(string name)
    {
        var module = new Reference(name).Build();
        var all = module.Sections.Where(static section => (section.Flags & SectionFlags.Execute) != 0).Sum(static section => section.Items.Count(static item => item.Kind == EntryItemKind.Instruction));
        Assert.True(EntryChecker.Check(module).Instructions >= all * 9 / 10);
    }

    private static void NothingIn(IEnumerable<string> findings)
    {
        var text = string.Join('\n', findings);
        Assert.True(text.Length == 0, text);
    }

    private static IEnumerable<string> Findings(string name, EntryObject module, KernelConfig config) =>
        EntryChecker.Check(module, new CheckOptions { Speculation = true }).Findings.Where(finding => !IsTrue(finding, config)).Select(finding => name + ": " + finding.Line + " " + finding.Rule.Id + " " + finding.Message);

    private static bool IsTrue(CheckFinding finding, KernelConfig config) => finding.Rule.Id switch
    {
        // The hint of #VC's entry passes over its error code.
        "EA0489" => finding.Place == "asm_exc_vmm_communication",

        // Without retpolines the tracer is called through a bare pointer.
        "EA0473" => !config.Retpoline,

        // Between the last choice of a gs base and the small stack of a 16-bit segment there is no fence: only a wrong prediction leads from the one to the other.
        "EA0470" => finding.Place.StartsWith("paranoid_exit+", StringComparison.Ordinal),

        // A double fault goes back by paranoid_exit, wherever it came from; the only program that one returns to is that whose IRET failed on a 16-bit stack.
        "EA0475" => finding.Path[0].Place.StartsWith("asm_exc_double_fault", StringComparison.Ordinal),
        _ => false,
    };
}
