// SPDX-License-Identifier: MIT
using EntryAsm.Tests.Check.Mistakes;

namespace EntryAsm.Tool.Tests;

/// <summary><c>entryasm check</c> over each module with a classic mistake, and over the same without it: exit code, id and line as an author sees them.</summary>
public sealed class MistakeFileTests : IDisposable
{
    private const string Marker = "// EA";

    private static readonly Type[] modules = [.. typeof(C01_SwapgsMissingOnEntry_Bad).Assembly.GetTypes().Where(static type => type.Namespace == typeof(C01_SwapgsMissingOnEntry_Bad).Namespace && type.IsSubclassOf(typeof(EntryAssembler)))];

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Bad => [.. modules.Where(static type => type.Name.EndsWith("_Bad", StringComparison.Ordinal)).Select(static type => type.Name).Order(StringComparer.Ordinal)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Bad))]
    public void TheBadOneIsReportedAndTheGoodOneIsNot(string name)
    {
        var (file, line, rule) = Expected(name);
        var bad = Check(name);
        Assert.Equal(1, bad.ExitCode);
        Assert.Contains(bad.Output.Split('\n'), text => text.Contains($"{file}({line}): ", StringComparison.Ordinal) && text.Contains($" {rule}: ", StringComparison.Ordinal));
        Assert.DoesNotContain($" {rule}: ", Check(name.Replace("_Bad", "_Good", StringComparison.Ordinal)).Output, StringComparison.Ordinal);
    }

    private ToolRun Check(string name)
    {
        var built = ((EntryAssembler)Activator.CreateInstance(modules.Single(type => type.Name == name))!).Build();
        var entries = new[] { ("syscall", "syscall_entry"), ("fred-user", "fred_user_entry") }.Where(entry => built.Symbols.Any(symbol => symbol.Name == entry.Item2)).SelectMany(static entry => new[] { "--entry", entry.Item1 + "=" + entry.Item2 });
        return ToolRun.Of(["check", folder.Add(name + ".dll", TestAssembly.Of(built)), "--speculation", .. entries]);
    }

    private static (string File, int Line, string Rule) Expected(string name)
    {
        var path = Directory.GetFiles(Path.Combine(Repository.Root, "tests/EntryAsm.Tests/Check/Mistakes"), name[1..3] + "-*.bad.cs").Single();
        var lines = File.ReadAllLines(path);
        var line = Array.FindIndex(lines, static text => text.Contains(Marker, StringComparison.Ordinal));
        return (Path.GetFileName(path), line + 1, lines[line][(lines[line].IndexOf(Marker, StringComparison.Ordinal) + 3)..].Trim());
    }
}
