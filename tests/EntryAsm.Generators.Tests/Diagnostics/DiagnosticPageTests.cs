// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Tests;

/// <summary>Every diagnostic has a page under docs/diagnostics and is in the release-tracking files.</summary>
public class DiagnosticPageTests
{
    public static TheoryData<string> Ids => [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void EachIdHasAPageWithCauseExampleAndFix(string id)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics", id + ".md"));

        Assert.StartsWith("# " + id + ": ", page, StringComparison.Ordinal);
        foreach (var heading in new[] { "\n## Cause\n", "\n## Example\n", "\n## Fix\n" })
            Assert.Contains(heading, page, StringComparison.Ordinal);
        Assert.Contains("[" + id + "](" + id + ".md)", File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics", "README.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "entryasm explain EA0004")]
    [InlineData("https://example.org/kernel/", "https://example.org/kernel/blob/main/docs/diagnostics/EA0004.md")]
    public void HelpIsThePageOfAPublishedProjectOrTheCommand(string projectUrl, string help) => Assert.Equal(help, HelpLinks.Of("EA0004", projectUrl));

    /// <summary>From EA0301 on the ids are those of the build task, whose tests check their pages.</summary>
    [Fact]
    public void EachPageHasAnId() => Assert.All(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "diagnostics"), "EA*.md").Where(file => string.CompareOrdinal(Path.GetFileName(file), "EA0300") < 0),
        file => Assert.Contains(Path.GetFileNameWithoutExtension(file), Descriptors.All.Select(descriptor => descriptor.Id)));

    [Fact]
    public void EachMistakeOfTheEngineHasADescriptor()
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "src", "EntryAsm", "Errors", "ErrorTable.cs"));
        var ids = System.Text.RegularExpressions.Regex.Matches(source, "\"(EA\\d{4})\"").Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.Contains(id, Descriptors.All.Select(descriptor => descriptor.Id)));
    }
}
