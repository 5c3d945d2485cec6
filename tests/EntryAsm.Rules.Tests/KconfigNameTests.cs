// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;

namespace EntryAsm.Rules.Tests;

/// <summary>The ports take Kconfig's names from one list, and the documentation of a setting says the name that is in the list.</summary>
public sealed partial class KconfigNameTests
{
    [Theory]
    [InlineData("EntryAsm.Linux")]
    [InlineData("EntryAsm.Linux612")]
    public void TheDocumentationOfASettingNamesIt(string project)
    {
        var listed = Listed(project);
        var documented = Sources(project).SelectMany(static file => Documented().Matches(file.Text)).ToDictionary(static match => match.Groups["property"].Value, static match => match.Groups["kconfig"].Value);
        Assert.Equal(listed.OrderBy(static pair => pair.Key, StringComparer.Ordinal), documented.OrderBy(static pair => pair.Key, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("EntryAsm.Linux")]
    [InlineData("EntryAsm.Linux612")]
    public void NoOtherFileTypesANameOfTheList(string project)
    {
        var names = Listed(project).Values.ToHashSet(StringComparer.Ordinal);
        var typed = from file in Sources(project)
                    where !file.Name.EndsWith("/Kconfig.cs", StringComparison.Ordinal)
                    from line in file.Text.Split('\n')
                    where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                    from name in Name().Matches(line).Select(static match => match.Value)
                    where names.Contains(name)
                    select $"{file.Name}: {line.Trim()}";
        Assert.Empty(typed);
    }

    private static Dictionary<string, string> Listed(string project)
    {
        var list = File.ReadAllText(Repository.PathOf($"src/{project}/Config/Kconfig.cs"));
        return Constant().Matches(list).ToDictionary(static match => match.Groups["property"].Value, static match => match.Groups["kconfig"].Value);
    }

    private static IEnumerable<(string Name, string Text)> Sources(string project) =>
        SourceFiles.Matching($"src/{project}/*.cs").Select(static file => (file, File.ReadAllText(Repository.PathOf(file))));

    [GeneratedRegex("public const string (?<property>\\w+) = \"(?<kconfig>CONFIG_\\w+)\";")]
    private static partial Regex Constant();

    [GeneratedRegex("\\bCONFIG_[A-Z]\\w*")]
    private static partial Regex Name();

    /// <summary>A property whose documentation begins with Kconfig's name for it.</summary>
    [GeneratedRegex("///\\s+(?:<summary>)?<c>(?:IS_ENABLED\\()?(?<kconfig>CONFIG_\\w+)\\)?</c>:(?:[^\\n]*\\n\\s*///)*[^\\n]*\\n\\s*public (?:bool|int) (?<property>\\w+)")]
    private static partial Regex Documented();
}
