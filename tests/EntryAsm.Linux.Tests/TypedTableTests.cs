// SPDX-License-Identifier: GPL-2.0-only
using System.Globalization;

namespace EntryAsm.Linux.Tests;

/// <summary>The typed tables hold what the reference's sections hold.</summary>
public class TypedTableTests
{
    [Fact]
    public void OfTheLargestConfiguration()
    {
        var tables = EntryTables.Of(new Entry64(Reference.Read("max").Config).Build());
        Assert.Equal(60, tables.Alternatives.Length);
        Assert.Equal(337, tables.UnwindHints.Length);
        Assert.Equal(26, tables.ParavirtSites.Length);
        Assert.Equal(2, tables.StaticBranches.Length);
        Assert.Equal(26, tables.Annotations.Count(a => a.Kind == AnnotationKind.RetpolineSafe));
        Assert.Equal(2, tables.Annotations.Count(a => a.Kind == AnnotationKind.NoSpeculationAlternative));

        var exception = Assert.Single(tables.ExceptionTable);
        Assert.Equal((".Lgs_change", "bad_gs", "ex_handler_default"), (exception.Instruction.Name, exception.Fixup.Name, exception.Handler.Name));
        var export = Assert.Single(tables.ExportedSymbols);
        Assert.Equal(("native_load_gs_index", false), (export.Name, export.IsGplOnly));
        Assert.All(tables.StaticBranches, b => Assert.Equal("context_tracking_enabled", b.Key.Name));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("sv-SE")]
    [InlineData("ar-SA")]
    public void AreTheSameInEveryCulture(string culture)
    {
        var config = Reference.Read("max").Config;
        var usual = AssemblyObjects.WriteValue(new Entry64(config).Build());
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.Equal(config, Reference.Read("max").Config);
            Assert.Equal(usual, AssemblyObjects.WriteValue(new Entry64(config).Build()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
