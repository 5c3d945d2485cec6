// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Check;

public class PairTests
{
    public static TheoryData<string> Names => [.. Pairs.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheBadOneIsReportedAtItsLine(string name)
    {
        var pair = new Pairs(name, isGood: false);
        var findings = EntryChecker.Check(pair.Build(), new CheckOptions { Speculation = pair.Pair.Speculation }).Findings;
        Assert.Contains(findings, finding => finding.Rule.Id == pair.Pair.Rule && finding.Line.Line == pair.FaultLine);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheGoodOneIsSilent(string name)
    {
        var pair = new Pairs(name, isGood: true);
        var findings = EntryChecker.Check(pair.Build(), new CheckOptions { Speculation = true, Strict = true }).Findings;
        Assert.DoesNotContain(findings, finding => finding.Rule.Id == pair.Pair.Rule);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ThePageOfItsRuleNamesIt(string name)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics", new Pairs(name, isGood: true).Pair.Rule + ".md"));
        Assert.Contains("- `" + name + "` in `tests/EntryAsm.Tests/Check/Pairs.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryRuleHasAPair()
    {
        var tested = Pairs.Names.Select(static name => new Pairs(name, isGood: true).Pair.Rule).ToHashSet(StringComparer.Ordinal);
        string[] withoutPair = ["EA0498", "EA0499"];
        Assert.Equal(withoutPair, EntryChecker.Rules.AsEnumerable().Select(static rule => rule.Id).Where(id => !tested.Contains(id)));
    }
}
