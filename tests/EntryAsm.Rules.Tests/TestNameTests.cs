// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;

namespace EntryAsm.Rules.Tests;

/// <summary>A class of tests is called SomethingTests and is alone in SomethingTests.cs; its methods have no underscores.</summary>
public sealed partial class TestNameTests
{
    [NeedsTools("git")]
    public void ClassesEndInTestsAndAreInTheFileOfTheirName()
    {
        var files = SourceFiles.Matching("tests/*.cs").Where(static file => Test().IsMatch(Text(file))).ToList();
        Assert.InRange(files.Count, 80, 10_000);
        Assert.Empty(files.Where(static file => PublicClass().Match(Text(file)).Groups[1].Value is var name
            && !(name.EndsWith("Tests", StringComparison.Ordinal) && name == Path.GetFileName(file).Split('.')[0])).ToList());
    }

    [NeedsTools("git")]
    public void MethodsHaveNoUnderscores() =>
        Assert.Empty(SourceFiles.Matching("tests/*.cs").SelectMany(static file => Test().Matches(Text(file)))
            .Select(static test => test.Groups[1].Value).Where(static name => name.Contains('_', StringComparison.Ordinal)).ToList());

    private static string Text(string file) => File.ReadAllText(Repository.PathOf(file));

    [GeneratedRegex(@"^\s*\[(?:Fact|Theory|NeedsTools)\b[^\n]*(?:\n\s*\[[^\n]*)*\n\s*public (?:static )?(?:async )?(?:void|Task) (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Test();

    [GeneratedRegex(@"^public (?:sealed |static |abstract |partial )*class (\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicClass();
}
