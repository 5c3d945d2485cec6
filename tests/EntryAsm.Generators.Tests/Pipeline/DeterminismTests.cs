// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Generators.Tests;

/// <summary>The same sources give the same output: on other paths, in other cultures, in any order of evaluation.</summary>
public class DeterminismTests
{
    private static readonly string Source = Generation.Module("""
        ascii($"{-1}|{1.5}|{1234567}"); ascii("title".ToUpper()); ascii((-2.5m).ToString()); ascii("I".ToLower()); dq(double.Parse("1.5") > 1 ? 1 : 0); ascii(string.Format("{0:N2}", 1234.5));
        foreach (var s in new[] { "b", "A", "a" }.OrderBy(x => x)) ascii(s); call(target);
        """, "static readonly Symbol target = Extern();");

    [Theory]
    [InlineData("sv-SE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void InEveryCulture(string culture)
    {
        var expected = Generation.Run(Source).Sources;
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            var generation = Generation.Run(Source);

            Assert.Equal(expected, generation.Sources);
            generation.AssertEqualsExecuted();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void OnEveryPath()
    {
        var here = Generation.Run(Source).Sources;
        var there = Generation.Run(Source);
        Assert.Equal(here, there.Sources);
        Assert.All(here.Values, source => Assert.DoesNotContain("/project/", source, StringComparison.Ordinal));
        Assert.Equal("src/Module.cs", Assert.Single(Generation.Run(Source).Object().Files));
    }

    [Fact]
    public void LineEndsAreLineFeeds() => Assert.All(Generation.Run(Source.Replace("\n", "\r\n", StringComparison.Ordinal)).Sources.Values, source => Assert.DoesNotContain('\r', source));

    [Fact]
    public void AFileFromElsewhereIsNamedByItsLastFolder()
    {
        var generation = Generation.Run(("src/Module.cs", Generation.Module("SAVE();", baseType: "Macros")), ("../packages/Lib/Macros.cs", "using EntryAsm; namespace Kernel; public abstract class Macros : EntryAssembler { protected void SAVE() => nop(); }"));

        Assert.Equal("Lib/Macros.cs", Assert.Single(generation.AssertEqualsExecuted().Files));
    }
}
