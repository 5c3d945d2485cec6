// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace EntryAsm.Tests.Check;

/// <summary>Entry code with one classic mistake each (<c>Mistakes/NN-name.bad.cs</c>: the line says the rule) and without it.</summary>
public class MistakeTests
{
    private const string Marker = "// EA";

    public static TheoryData<string> Bad => [.. Modules("Bad")];

    public static TheoryData<string> Good => [.. Modules("Good")];

    [Theory]
    [MemberData(nameof(Bad))]
    public void TheBadOneIsReportedAtItsLine(string name)
    {
        var (rule, line) = Expected(name);
        Assert.Contains(Check(name).Findings, finding => finding.Rule.Id == rule && finding.Line.Line == line);
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void TheGoodOneIsSilentForThatRule(string name)
    {
        var (rule, _) = Expected(name.Replace("_Good", "_Bad", StringComparison.Ordinal));
        Assert.DoesNotContain(Check(name).Findings, finding => finding.Rule.Id == rule);
    }

    /// <summary>What else is wrong with the good ones: they are about one thing each, and lack others.</summary>
    [Fact]
    public void OtherFindingsOnGoodOnesAreKnown()
    {
        var found = Modules("Good").SelectMany(static name => Check(name).Findings.Select(finding => name + " " + finding.Rule.Id + " :" + finding.Line.Line)).ToArray();
        Assert.Equal(File.ReadAllLines(Path.Combine(Folder(), "findings-on-good.txt")), found);
    }

    private static IEnumerable<string> Modules(string kind) => typeof(MistakeTests).Assembly.GetTypes()
        .Where(type => type.Namespace == "EntryAsm.Tests.Check.Mistakes" && type.Name.EndsWith("_" + kind, StringComparison.Ordinal)).Select(static type => type.Name).Order(StringComparer.Ordinal);

    private static CheckReport Check(string name)
    {
        var built = ((EntryAssembler)Activator.CreateInstance(typeof(MistakeTests).Assembly.GetType("EntryAsm.Tests.Check.Mistakes." + name)!)!).Build();
        var entries = ImmutableArray.CreateBuilder<EntryPoint>();
        for (var i = 0; i < built.Symbols.Length; i++)
        {
            if (built.Symbols[i].Name is "syscall_entry" or "fred_user_entry")
                entries.Add(new EntryPoint(built.Symbols[i].Name == "syscall_entry" ? EntryKind.Syscall : EntryKind.FredUser, i, -1, 1, 0, SourceLocation.None));
        }

        return EntryChecker.Check(built, new CheckOptions { Speculation = true, Strict = true, Entries = entries.ToImmutable() });
    }

    private static (string Rule, int Line) Expected(string name)
    {
        var file = Directory.GetFiles(Folder(), name[1..3] + "-*.bad.cs").Single();
        var lines = File.ReadAllLines(file);
        var line = Array.FindIndex(lines, static text => text.Contains(Marker, StringComparison.Ordinal));
        return (lines[line][(lines[line].IndexOf(Marker, StringComparison.Ordinal) + 3)..].Trim(), line + 1);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Mistakes");
}
