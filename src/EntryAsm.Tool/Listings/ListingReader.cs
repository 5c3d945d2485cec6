// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.RegularExpressions;
using EntryAsm.Writers;
using EntryAsm.Writers.Listings;

namespace EntryAsm.Tool;

/// <summary>Reads the text of <see cref="ListingWriter"/> back. Offsets are counted from the bytes, so that listings of both ways to count are read alike.</summary>
internal sealed partial class ListingReader
{
    private const int BytesColumn = ListingText.BytesColumn, StatementColumn = ListingText.StatementColumn, LineColumn = ListingText.LineColumn;

    /// <summary>Entry code has some kilobytes; offsets beyond this are garbage.</summary>
    private const int LargestSection = 1 << 28;

    private readonly string path;
    private readonly string[] lines;
    private readonly Listing listing;
    private readonly CSharpLines sourceLines = new();
    private ListedSection? section;
    private ListedTable? table;
    private int position;
    private int number;

    private ListingReader(string path, string text)
    {
        this.path = path;
        lines = text.Split('\n');
        var head = HeadPattern().Match(lines[0]);
        if (!head.Success)
            throw Corrupt("the first line does not say 'listing 1 of' a module");
        if (head.Groups[1].Value != ListingWriter.Version.ToString(CultureInfo.InvariantCulture))
            throw Corrupt("the listing has format " + head.Groups[1].Value + ", this entryasm reads " + ListingWriter.Version.ToString(CultureInfo.InvariantCulture));
        listing = new Listing(head.Groups[2].Value);
    }

    /// <summary>True when a file begins as a listing does.</summary>
    public static bool IsListing(ReadOnlySpan<byte> file) => file.StartsWith("listing "u8);

    /// <exception cref="ToolException">A line cannot be read; the message names it.</exception>
    public static Listing Parse(string path, string text) => new ListingReader(path, text).Parse();

    private Listing Parse()
    {
        for (number = 1; number < lines.Length; number++)
        {
            var line = lines[number];
            if (line.Length == 0 || (section is null && table is null && line.StartsWith("file ", StringComparison.Ordinal)))
                continue;
            if (table is null && line.StartsWith("section ", StringComparison.Ordinal))
                ReadSection(line);
            else if (line[0] == ' ' && table is not null)
                ReadTableRow(line);
            else if (line[0] == ' ')
                ReadRow(line);
            else
                ReadPlaceOrTable(line);
        }

        return listing;
    }

    private void ReadSection(string line)
    {
        var heading = SectionPattern().Match(line);
        if (!heading.Success)
            throw Corrupt("this is not a section heading");
        section = new ListedSection(listing.Sections.Count, heading.Groups["name"].Value, heading.Groups["properties"].Value,
            heading.Groups["flags"].Value.Contains('x', StringComparison.Ordinal), Number(heading.Groups["size"].Value)) { IsTable = heading.Groups["table"].Success };
        listing.Sections.Add(section);
        position = 0;
        sourceLines.Reset();
    }

    private void ReadPlaceOrTable(string line)
    {
        var place = PlacePattern().Match(line);
        if (place.Success && table is null)
        {
            ReadPlace(place);
            return;
        }

        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        if (colon < 0)
            throw Corrupt("this is neither a place, a row, a section nor a table");
        table = new ListedTable(line[..colon], line[(colon + 2)..]);
        if (table.Title != Listing.SymbolTableTitle)
            listing.Tables.Add(table);
    }

    private void ReadPlace(Match place)
    {
        var name = place.Groups["name"].Value;
        var isLabel = place.Groups["label"].Success || place.Groups["kind"].Value == "label";
        var line = isLabel ? sourceLines.OfLabel(place.Groups["line"].Value) : sourceLines.OfSymbol(place.Groups["line"].Value);
        var size = place.Groups["size"].Success ? Number(place.Groups["size"].Value) : 0;
        Section().Rows.Add(new ListedRow(isLabel ? RowKind.Label : RowKind.Symbol, position, 0, [], name, line) { Description = isLabel ? "" : place.Groups["kind"].Value, Size = size });
    }

    private void ReadRow(string line)
    {
        if (line.Length < BytesColumn || (line.Length > StatementColumn && line[StatementColumn - 1] != ' '))
            throw Corrupt("this row has no columns");
        var bytes = line[BytesColumn..Math.Min(StatementColumn, line.Length)].Trim();
        var (statement, source, relocations) = Columns(line);
        var row = bytes.StartsWith('(')
            ? new ListedRow(RowKind.Padding, position, Count(bytes), [], statement, sourceLines.OfItem(source))
            : Row(HexBytes(bytes), statement, source, relocations);
        if (line[2] == '+')
            Section().Rows.Add(row);
        else
            Continue(row);
        position = row.Length <= LargestSection - position ? position + row.Length : throw Corrupt("the section would be larger than 256 MiB");
    }

    private ListedRow Row(byte[] bytes, string statement, string source, string relocations)
    {
        var word = statement.AsSpan(0, Math.Max(0, statement.IndexOf(' ', StringComparison.Ordinal)));
        var kind = word switch
        {
            "align" or "skip" => RowKind.Padding,
            "db" when statement.Contains("  // ", StringComparison.Ordinal) => RowKind.Instruction, // one that no call makes
            "db" or "dw" or "dd" or "dq" or "ascii" => RowKind.Data,
            _ => RowKind.Instruction,
        };
        return new ListedRow(kind, position, bytes.Length, bytes, statement, sourceLines.OfItem(source)) { Relocations = Relocations(relocations) };
    }

    /// <summary>A line without an offset carries on the bytes of the one above.</summary>
    private void Continue(ListedRow rest)
    {
        var rows = Section().Rows;
        if (rows.Count == 0 || rows[^1].Length == 0)
            throw Corrupt("these bytes continue no row");
        var first = rows[^1];
        rows[^1] = first with { Length = first.Length + rest.Length, Bytes = [.. first.Bytes, .. rest.Bytes] };
    }

    /// <summary>Statement, C# line and relocations. A long statement moves the columns after it; then the line is the last word.</summary>
    private static (string Statement, string Source, string Relocations) Columns(string line)
    {
        if (line.Length <= StatementColumn)
            return ("", "", "");
        var relocation = line.AsSpan(StatementColumn).StartsWith("ascii") ? -1 : line.IndexOf(" R_X86_64_", StatementColumn, StringComparison.Ordinal);
        var relocations = relocation < 0 ? "" : line[(relocation + 1)..];
        var rest = (relocation < 0 ? line : line[..relocation]).TrimEnd();
        if (rest.Length <= LineColumn)
            return (rest.Length <= StatementColumn ? "" : rest[StatementColumn..], "", relocations);
        var start = rest[LineColumn - 1] == ' ' && rest.AsSpan(StatementColumn, LineColumn - StatementColumn).TrimEnd().Length < LineColumn - StatementColumn - 1
            ? LineColumn
            : rest.LastIndexOf(' ') + 1;
        if (start < LineColumn || !SourcePattern().IsMatch(rest.AsSpan(start)))
            return (rest[StatementColumn..], "", relocations);
        return (rest[StatementColumn..start].TrimEnd(), rest[start..], relocations);
    }

    private void ReadTableRow(string line)
    {
        var cells = CellPattern().Split(line.Trim());
        if (table!.Title != Listing.SymbolTableTitle)
            table.Rows.Add(TableRow(cells));
        else if (cells.Length is 2 or 3)
            listing.SymbolTable.Add(new ListedSymbol(cells[0], cells[1], cells.Length == 3 ? cells[2] : ""));
        else
            throw Corrupt("this row of the symbol table has " + cells.Length.ToString(CultureInfo.InvariantCulture) + " columns instead of 2 or 3");
    }

    /// <summary>A listing that counts in full ends a row with its C# line, a snapshot does not.</summary>
    private static ListedTableRow TableRow(string[] cells) =>
        cells.Length > 1 && CSharpLines.Read(cells[^1]) is { Number: not 0 } line ? new ListedTableRow(cells[..^1], line) : new ListedTableRow(cells, ListedLine.None);

    private static NamedRelocation[] Relocations(string text) => text.Length == 0 ? [] : [.. text.Split(NamedRelocation.Separator).Select(Relocation)];

    private static NamedRelocation Relocation(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
            return new NamedRelocation(text, "", 0);
        var (name, addend) = PlaceSum.Read(text[(space + 1)..]);
        return new NamedRelocation(text[..space], name, addend);
    }

    private ListedSection Section() => section ?? throw Corrupt("this comes before the first section");

    private byte[] HexBytes(string text)
    {
        try
        {
            return Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));
        }
        catch (FormatException)
        {
            throw Corrupt("these are not bytes: " + text);
        }
    }

    private int Count(string text)
    {
        var count = CountPattern().Match(text);
        return count.Success ? Number(count.Groups[1].Value) : throw Corrupt("this is not a byte count: " + text);
    }

    private int Number(string text)
    {
        var isHex = text.StartsWith("0x", StringComparison.Ordinal);
        return int.TryParse(isHex ? text[2..] : text, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 0
            ? value
            : throw Corrupt("this is not a size: " + text);
    }

    private ToolException Corrupt(string reason) => new(path + "(" + (number + 1).ToString(CultureInfo.InvariantCulture) + "): cannot be read as a listing: " + reason);

    [GeneratedRegex(@"^listing (\d+) of (.+)$")]
    private static partial Regex HeadPattern();

    [GeneratedRegex("""^section (?<name>.+?) (?<properties>"(?<flags>[a-zA-Z]*)".*?), (?<size>(?:0x)?[0-9a-f]+) bytes(?<table>, see its table below)?$""")]
    private static partial Regex SectionPattern();

    [GeneratedRegex(@"^(?<name>\S.*?):  (?:(?<label>\+[0-9a-f]+|label(?=\s|$))|(?<kind>[a-z]+(?: [a-z]+)*)(?:, (?<size>(?:0x)?[0-9a-f]+) bytes)?(?:  \+[0-9a-f]+)?)(?:\s+(?<line>\S.*))?$")]
    private static partial Regex PlacePattern();

    [GeneratedRegex(@"^(\+|.*\S:)\d+$")]
    private static partial Regex SourcePattern();

    [GeneratedRegex(@"^\((\d+) bytes\)$")]
    private static partial Regex CountPattern();

    [GeneratedRegex(" {2,}")]
    private static partial Regex CellPattern();
}
