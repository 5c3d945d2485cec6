// SPDX-License-Identifier: MIT
using System.Text;
using EntryAsm.Writers.Listings;

namespace EntryAsm.Tool.Tests;

/// <summary><c>entryasm show</c>: whole modules, one routine, and the form for git.</summary>
public sealed class ShowTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AModuleIsItsListing()
    {
        var module = new Kernel().Build();
        var assembly = folder.Add("a.dll", TestAssembly.Of(module));
        Assert.Equal(ListingWriter.Write(module, new ListingOptions { Absolute = true }), ToolRun.Of("show", assembly).Succeeded());
        Assert.Equal(ListingWriter.Write(module), ToolRun.Of("show", "--textconv", assembly).Succeeded());
    }

    [Fact]
    public void EveryModule()
    {
        var (first, second) = (new Kernel().Build(), new Second().Build());
        var assembly = folder.Add("a.dll", TestAssembly.Of(second, first));
        Assert.Equal(ListingWriter.Write(first) + "\n" + ListingWriter.Write(second), ToolRun.Of("show", "--textconv", assembly).Succeeded());
        Assert.Equal(ListingWriter.Write(second), ToolRun.Of("show", "--textconv", assembly, "--module", "Second").Succeeded());
    }

    [Fact]
    public void AListingIsItself()
    {
        var text = ListingWriter.Write(new Kernel().Build());
        Assert.Equal(text, ToolRun.Of("show", folder.Add("a.lst", System.Text.Encoding.UTF8.GetBytes(text))).Succeeded());
    }

    [Fact]
    public async Task ARoutine()
    {
        var module = new Kernel().Build();
        var run = ToolRun.Of("show", folder.Add("a.dll", TestAssembly.Of(module)), "entry_SYSCALL_64");
        await Verifier.Verify(run.Succeeded());
        Assert.Equal(run.Output, ToolRun.Of("show", folder.Add("a.lst", System.Text.Encoding.UTF8.GetBytes(ListingWriter.Write(module))), "entry_SYSCALL_64").Succeeded());
    }

    [Fact]
    public void ARoutineInsideAnother()
    {
        var shown = ToolRun.Of("show", folder.AddObject("a.o", new Kernel()), "after_frame").Succeeded();
        Assert.StartsWith("after_frame in .entry.text+000c, global\n  +0000  e8 00 00 00 00  ", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("cr2", shown);
    }

    [Fact]
    public void ListingsAreReadBackInBothForms()
    {
        foreach (var module in (EntryObject[])[new Kernel { Inserted = 3 }.Build(), new Second().Build(), new Unusual().Build()])
        {
            var absolute = ListingReader.Parse("a", ListingWriter.Write(module, new ListingOptions { Absolute = true }));
            var relative = ListingReader.Parse("r", ListingWriter.Write(module));
            AssertSame(ListingBuilder.Of(module), absolute);
            foreach (var (a, r) in absolute.Sections.Zip(relative.Sections).Where(static pair => pair.First.Rows.Count != 0)) // tables have none
            {
                Assert.Equal(a.Rows.Select(static row => (row.Kind, row.Offset, row.Length, row.Text, row.Line)), r.Rows.Select(static row => (row.Kind, row.Offset, row.Length, row.Text, row.Line)));
                var section = module.FindSection(a.Name)!;
                foreach (var row in a.Rows.Where(static row => row.Bytes.Length == row.Length))
                    Assert.True(section.Bytes.Span.Slice(row.Offset, row.Length).SequenceEqual(row.Bytes), a.Name + " " + row);
                Assert.Equal(section.Size, a.Rows.Sum(static row => row.Length));
            }
        }
    }

    /// <summary>What is read from the text of a listing is what the text was made of.</summary>
    private static void AssertSame(Listing made, Listing read)
    {
        Assert.Equal(made.Sections.Select(static section => (section.Index, section.Name, section.Properties, section.IsCode, section.IsTable, section.Size)),
            read.Sections.Select(static section => (section.Index, section.Name, section.Properties, section.IsCode, section.IsTable, section.Size)));
        Assert.Equal(made.Sections.SelectMany(static section => section.Rows).Select(RowText), read.Sections.SelectMany(static section => section.Rows).Select(RowText));
        Assert.Equal(made.Tables.SelectMany(Lines), read.Tables.SelectMany(Lines));
        Assert.Equal(made.SymbolTable, read.SymbolTable);

        static string RowText(ListedRow row) => string.Join('|', row.Kind, row.Offset, row.Length, Convert.ToHexStringLower(row.Bytes), row.Text, row.Source, row.RelocationText, row.Description, row.Size);
    }

    private static IEnumerable<string> Lines(ListedTable table) => table.Rows.Select(row => string.Join('|', [table.Title, table.Columns, .. row.Filled, row.Source.ToString()]));
}
