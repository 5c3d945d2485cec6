// SPDX-License-Identifier: GPL-2.0-only
namespace EntryAsm.Linux.Tests;

/// <summary>The assembler source written of an object assembles, with GNU as, back to that object, in 200 configurations.</summary>
public class GnuAssemblerTests
{
    private const int Slices = 10, EachSlice = 20;

    public static TheoryData<int> SliceNumbers => [.. Enumerable.Range(0, Slices)];

    [Theory]
    [MemberData(nameof(SliceNumbers))]
    public void InEveryConfigurationOfSlice(int slice)
    {
        foreach (var config in Configurations.Draw(Slices * EachSlice, seed: 20181203).Skip(slice * EachSlice).Take(EachSlice))
        {
            var entries = new Entry64(config).Build();
            var differences = FactsComparison.Differences(ElfFacts.Read(Tools.Assemble(GasWriter.Write(entries))), ElfFacts.Read(ElfWriter.Write(entries)));
            Assert.True(differences.Count == 0, config + "\n" + string.Join("\n", differences));
        }
    }

    [Theory]
    [MemberData(nameof(Reference.Names), MemberType = typeof(Reference))]
    public void InTheReferenceConfigurations(string name)
    {
        var reference = Reference.Read(name);
        var source = GasWriter.Write(new Entry64(reference.Config).Build());
        Assert.Empty(reference.DifferencesOf(Tools.Assemble(source)));
    }

    [Fact]
    public void TheDrawTurnsEverySwitchBothWays()
    {
        var configurations = Configurations.Draw(Slices * EachSlice, seed: 20181203).ToList();
        Assert.Equal(configurations.Count, configurations.Distinct().Count());
        foreach (var setting in typeof(KernelConfig).GetProperties().Where(p => p.PropertyType == typeof(bool)))
            Assert.Equal(2, configurations.Select(c => (bool)setting.GetValue(c)!).Distinct().Count());
        Assert.All(configurations, c => Assert.Null(c.Contradiction));
    }
}
