// SPDX-License-Identifier: MIT

namespace EntryAsm.Kernel.Tests;

/// <summary>What the checker takes on trust in the kit: counted here, and justified where it stands.</summary>
public class AssumptionTests
{
    /// <summary>Sites of <c>assume</c> in each file.</summary>
    private static readonly Dictionary<string, int> Assumptions = new(StringComparer.Ordinal)
    {
        ["Boot/StartUp.cs"] = 1, ["Entry/NonMaskable.cs"] = 1, ["Entry/Paranoid.cs"] = 1, ["Memory/Segments.cs"] = 3, ["Mitigations/Mitigations.cs"] = 2, ["Tables/Descriptors.cs"] = 2, ["Tasks/SwitchThreads.cs"] = 1,
    };

    /// <summary>Each is followed by the reason for it, and docs/kernel-kit.md says how many there are.</summary>
    [Fact]
    public void AreCountedAndJustified()
    {
        var folder = Repository.PathOf("src/EntryAsm.Kernel");
        var sites = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Select(file => (File: Path.GetRelativePath(folder, file), Lines: File.ReadLines(file).Where(static line => line.Contains("assume(", StringComparison.Ordinal)).ToList()))
            .Where(static file => file.Lines.Count != 0 && !file.File.StartsWith("obj", StringComparison.Ordinal)).ToDictionary(static file => file.File, static file => file.Lines, StringComparer.Ordinal);
        Assert.Equal(Assumptions, sites.ToDictionary(static file => file.Key, static file => file.Value.Count, StringComparer.Ordinal));
        Assert.All(sites.Values.SelectMany(static lines => lines), static line => Assert.Matches(@"\); // \S+ \S+", line));
        Assert.Contains(FormattableString.Invariant($"`assume` is used in {Assumptions.Values.Sum()} places"), File.ReadAllText(Repository.PathOf("docs/kernel-kit.md")), StringComparison.Ordinal);
    }

    /// <summary>In every setting nothing else is left open: every rule is proved at every place; and of speculation nothing is found that a setting is against which is on.</summary>
    [Fact]
    public void NothingElseIsLeftOpen()
    {
        var wrong = new List<string>();
        foreach (var (name, settings) in Drawn.All(mixtures: 50))
        {
            foreach (var module in new KernelKit[] { new EntryModule(settings), new FunctionModule(settings), new BootModule(settings) })
            {
                var report = EntryChecker.Check(module.Build(), new CheckOptions { Strict = true, Speculation = true });
                Assert.Equal(0, report.Unknowns);
                wrong.AddRange(report.Findings.Where(finding => IsGuardedAgainst(finding.Rule.Id, settings)).Select(finding => $"{name}: {finding.Line} {finding.Rule.Id} {finding.Message}"));
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static bool IsGuardedAgainst(string rule, KitSettings settings) => rule switch
    {
        "EA0470" => settings.FenceSwapgs,
        "EA0471" => settings.ClearRegisters,
        "EA0473" => settings.IndirectBranches != IndirectBranches.Plain,
        "EA0474" => settings.FillReturnStack,
        _ => true,
    };
}
