// SPDX-License-Identifier: GPL-2.0-only
namespace EntryAsm.Linux612.Tests;

/// <summary>The assembler source written of an object assembles, with GNU as, back to that object: every file in 40 configurations.</summary>
public class GnuAssemblerTests
{
    public static TheoryData<string> Files => [.. KernelFile.Names];

    [Theory]
    [MemberData(nameof(Files))]
    public void InEveryConfiguration(string file)
    {
        foreach (var config in Configurations.Draw(40, seed: 20241117))
        {
            var module = new KernelFile(file, config).Build();
            var differences = FactsComparison.Differences(ElfFacts.Read(Tools.Assemble(GasWriter.Write(module))), ElfFacts.Read(ElfWriter.Write(module)));
            Assert.True(differences.Count == 0, config + "\n" + string.Join("\n", differences));
        }
    }

    [Fact]
    public void TheDrawTurnsEverySwitchBothWays()
    {
        var configurations = Configurations.Draw(40, seed: 20241117).ToList();
        foreach (var setting in typeof(KernelConfig).GetProperties().Where(p => p.PropertyType == typeof(bool) && p.Name != nameof(KernelConfig.Objtool)))
            Assert.Equal(2, configurations.Select(c => (bool)setting.GetValue(c)!).Distinct().Count());
        Assert.All(configurations, c => Assert.Null(c.Contradiction));
    }
}
