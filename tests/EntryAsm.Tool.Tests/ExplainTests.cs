// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary><c>entryasm explain</c>: the pages of docs/diagnostics, without a network.</summary>
public sealed class ExplainTests
{
    private static readonly string[] Pages =
        [.. Directory.GetFiles(Repository.PathOf("docs/diagnostics"), "EA*.md").Select(static page => Path.GetFileNameWithoutExtension(page)).Order(StringComparer.Ordinal)];

    [Fact]
    public void APage()
    {
        var page = ToolRun.Of("explain", "EA0004").Succeeded();
        Assert.StartsWith("EA0004: the instruction has no such form\n\nCause\nNo encoding", page, StringComparison.Ordinal);
        Assert.Contains("\n    mov(rax, rbx);\n", page, StringComparison.Ordinal);
        Assert.All(page.Split('\n'), static line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void EveryPageIsShown()
    {
        foreach (var id in Pages)
        {
            var shown = ToolRun.Of("explain", id.ToLowerInvariant()).Succeeded();
            Assert.StartsWith(id + ": ", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("```", shown, StringComparison.Ordinal);
            var words = File.ReadAllLines(Repository.PathOf($"docs/diagnostics/{id}.md")).Where(static line => !line.StartsWith("```", StringComparison.Ordinal)).SelectMany(Words);
            Assert.Equal(words.Where(static word => word is not ("#" or "##")), shown.Split('\n').SelectMany(Words));
        }
    }

    [Fact]
    public void WithoutAnIdAllAreListed()
    {
        var list = ToolRun.Of("explain").Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Pages, list.Select(static line => line.Split(' ')[0]));
        Assert.Contains("EA0004  the instruction has no such form", list);
    }

    [Theory]
    [InlineData("EA9999")]
    [InlineData("README")]
    [InlineData("CS0103")]
    public void AnUnknownId(string id) => ToolRun.Of("explain", id).FailedWith(1, $"'{id}' is not the id of a diagnostic; 'entryasm explain' lists all of them");

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
