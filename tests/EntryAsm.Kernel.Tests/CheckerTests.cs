// SPDX-License-Identifier: MIT
namespace EntryAsm.Kernel.Tests;

/// <summary>The checker finds nothing in the kit, whatever is set.</summary>
public class CheckerTests
{
    private const int Mixtures = 50;

    [Fact]
    public void NothingIsFoundInAnySetting()
    {
        var wrong = new List<string>();
        foreach (var (name, settings) in Drawn.All(Mixtures))
        {
            var entries = EntryChecker.Check(new EntryModule(settings).Build());
            var functions = EntryChecker.Check(new FunctionModule(settings).Build());
            var boot = EntryChecker.Check(new BootModule(settings).Build());
            Assert.True(entries.Entries > 256, name);
            Assert.True(functions.Entries >= 5, name);
            wrong.AddRange(entries.Findings.Concat(functions.Findings).Concat(boot.Findings).Select(finding => $"{name}: {finding.Line} {finding.Rule.Id} {finding.Message}"));
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }
}
