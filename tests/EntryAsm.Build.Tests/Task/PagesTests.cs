// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;

namespace EntryAsm.Build.Tests;

/// <summary>Every code of the build task has a page under docs/diagnostics, and every such page a code.</summary>
public class PagesTests
{
    private static string Pages => Repository.PathOf("docs/diagnostics");

    [Fact]
    public void EachCodeHasAPageAndEachPageACode()
    {
        var source = File.ReadAllText(Repository.PathOf("src/EntryAsm.Build/BuildException.cs"));
        var codes = Regex.Matches(source, "\"(EA\\d{4})\"").Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(codes, Directory.GetFiles(Pages, "EA03*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EachPageHasCauseExampleAndFixAndIsInTheList()
    {
        var list = File.ReadAllText(Path.Combine(Pages, "README.md"));
        foreach (var page in Directory.GetFiles(Pages, "EA03*.md"))
        {
            var text = File.ReadAllText(page);
            var code = Path.GetFileNameWithoutExtension(page);
            Assert.StartsWith("# " + code + ": ", text, StringComparison.Ordinal);
            foreach (var heading in (string[])["\n## Cause\n", "\n## Example\n", "\n## Fix\n"])
                Assert.Contains(heading, text, StringComparison.Ordinal);
            Assert.Contains("[" + code + "](" + code + ".md)", list, StringComparison.Ordinal);
        }
    }
}
