// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;
using EntryAsm.Writers.Listings;

namespace EntryAsm;

/// <summary>
/// Writes an <see cref="EntryObject"/> as a listing for review: bytes, instruction as C# writes it, C# line and relocation, and the tables in words.
/// It is made to be kept under version control: text in ASCII with <c>\n</c>, and a line says nothing that an edit elsewhere would change.
/// </summary>
/// <remarks>
/// <para>A section has a heading, then its places and items. A symbol is shown with what it is, its size and its C# line; a label with its offset from
/// the symbol, if there is one. Under
/// them each item has one line:</para>
/// <code>  +0003  65 48 89 24 25 00 00 00 00        mov qword.gs[cpu_tss_rw + 0x14], rsp          +2                  R_X86_64_32S cpu_tss_rw + 0x14</code>
/// <para>Offset: bytes, hexadecimal, from the last name above. C# line: <c>+n</c> counts from the line of the last symbol or label above that was
/// written in the same file as the
/// symbol; else file and line in full. Relocation: its type and what the author wrote; <c>objdump -dr</c> shows the addend as the linker sees it. A
/// label without a name is
/// called after its symbol and counted there. More than eleven bytes continue in the next line; longer padding is given as a count.</para>
/// <para>Sections that are tables are not dumped: they follow at the end, typed, then the symbols with their offsets.</para>
/// </remarks>
public static class ListingWriter
{
    /// <summary>The version of the format, in the first line.</summary>
    public const int Version = 1;

    /// <summary>The listing.</summary>
    /// <param name="entryObject">What is listed.</param>
    /// <param name="options">How it counts.</param>
    public static string Write(EntryObject entryObject, ListingOptions? options = null) => new Printer(ListingBuilder.Of(entryObject), options?.Absolute ?? false).Print();

    /// <summary>Writes the listing to a stream.</summary>
    /// <inheritdoc cref="Write(EntryObject, ListingOptions)"/>
    /// <param name="entryObject">What is listed.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="options">How it counts.</param>
    public static void Write(EntryObject entryObject, Stream stream, ListingOptions? options = null)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(Write(entryObject, options));
        stream.Write(bytes, 0, bytes.Length);
    }

    private sealed class Printer(Listing listing, bool isAbsolute)
    {
        private static readonly int[] SymbolWidths = [44, 24, 0];

        private readonly ListingText text = new();
        private readonly ListingLines lines = new(isAbsolute);
        private int anchor;
        private int? symbolAt;

        public string Print()
        {
            text.Line("listing " + NumberText.Decimal(Version) + " of " + listing.Name);
            foreach (var file in listing.Files)
                text.Line("file " + file);
            foreach (var section in listing.Sections)
                Print(section);
            foreach (var table in listing.Tables)
                Print(table);
            PrintSymbolTable();
            return text.ToString();
        }

        private void Print(ListedSection section)
        {
            text.Line("");
            text.Line("section " + section.Name + " " + section.Properties + ", " + NumberText.Short(section.Size) + " bytes" + (section.IsTable ? ", see its table below" : ""));
            (anchor, symbolAt) = (0, null);
            lines.Reset();
            foreach (var row in section.Rows)
                Print(row);
        }

        private void Print(ListedRow row)
        {
            if (row.Kind == RowKind.Symbol)
                PrintSymbol(row);
            else if (row.Kind == RowKind.Label)
                text.Name(row.Text + ":  " + OffsetFromSymbol(row.Offset), lines.OfLabel(row.Source));
            else if (row.Bytes.Length == row.Length)
                PrintBytes(row);
            else
                text.Row(Offset(row.Offset, anchor), "(" + NumberText.Decimal(row.Length) + " bytes)", row.Text, lines.OfItem(row.Source));
            anchor = row.IsName ? row.Offset : anchor;
        }

        private void PrintSymbol(ListedRow row)
        {
            text.Line("");
            var size = row.Size == 0 ? "" : ", " + NumberText.Short(row.Size) + " bytes";
            text.Name(row.Text + ":  " + row.Description + size + (isAbsolute ? "  " + ListingText.Offset(row.Offset) : ""), lines.OfSymbol(row.Source));
            symbolAt = row.Offset;
        }

        /// <summary>If there is no symbol above, there is nothing near to count from: just <c>label</c>.</summary>
        private string OffsetFromSymbol(int offset) =>
            isAbsolute ? ListingText.Offset(offset) : symbolAt is { } symbol ? ListingText.Offset(offset - symbol) : "label";

        private string Offset(int offset, int from) => ListingText.Offset(isAbsolute ? offset : offset - from);

        private void PrintBytes(ListedRow row)
        {
            var shown = Math.Min(row.Length, ListingText.BytesOnLine);
            text.Row(Offset(row.Offset, anchor), row.Bytes.AsSpan(0, shown), row.Text, lines.OfItem(row.Source), row.RelocationText);
            if (shown < row.Length)
                text.Row("", row.Bytes.AsSpan(shown));
        }

        /// <summary>A line number changes with every edit above it, and the row's place already says whose it is: only a listing that counts in full has it.</summary>
        private void Print(ListedTable table)
        {
            Heading(table.Title, table.Columns);
            foreach (var row in table.Rows)
                text.Table(row.Cells, table.Widths, isAbsolute ? row.Source.ToString() : "");
        }

        private void PrintSymbolTable()
        {
            if (listing.SymbolTable.Count == 0)
                return;
            Heading(Listing.SymbolTableTitle, "name, kind, place");
            foreach (var symbol in listing.SymbolTable)
                text.Table([symbol.Name, symbol.Kind, symbol.Place], SymbolWidths, "");
        }

        private void Heading(string title, string columns)
        {
            text.Line("");
            text.Line(title + ": " + columns);
        }
    }
}
