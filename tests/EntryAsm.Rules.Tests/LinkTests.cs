// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;

namespace EntryAsm.Rules.Tests;

/// <summary>Relative links of the documentation lead to files that are there.</summary>
public sealed partial class LinkTests
{
    [NeedsTools("git")]
    public void LinksLeadSomewhere()
    {
        var links = SourceFiles.Matching("*.md").SelectMany(static page => Link().Matches(File.ReadAllText(Repository.PathOf(page)))
            .Select(link => (Page: page, Target: link.Groups[1].Value))).ToList();
        Assert.InRange(links.Count, 100, 100_000);
        Assert.Empty(links.Where(static link => !Exists(link.Page, link.Target)).ToList());
    }

    private static bool Exists(string page, string target)
    {
        var path = Repository.PathOf(Path.Combine(Path.GetDirectoryName(page)!, target));
        return File.Exists(path) || Directory.Exists(path);
    }

    /// <summary>A link or picture of Markdown that is neither an address nor a place on the same page.</summary>
    [GeneratedRegex(@"\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
