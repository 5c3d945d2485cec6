// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Objects;
using EntryAsm.Primitives;

namespace EntryAsm.Writers.Listings;

/// <summary>The end of a listing: what sections full of distances mean, row by row, and the symbols.</summary>
internal sealed class ListingTables
{
    private static readonly HashSet<string> TableSections = new(KernelSections.Annotations.Select(static entry => entry.Section), StringComparer.Ordinal)
    {
        KernelSections.ExceptionTable, KernelSections.Alternatives, KernelSections.UnwindHints, KernelSections.ParavirtSites, KernelSections.StaticBranches,
    };

    /// <summary>Characters for the name of a place: those of the kernel are long.</summary>
    private const int Wide = 50;

    private readonly EntryObject entryObject;
    private readonly EntryTables tables;
    private readonly Listing listing;
    private readonly LineNames lines;

    public ListingTables(EntryObject entryObject, Listing listing, LineNames lines)
    {
        this.entryObject = entryObject;
        tables = EntryTables.Of(entryObject);
        this.listing = listing;
        this.lines = lines;
    }

    /// <summary>True for a section whose contents the tables tell.</summary>
    public static bool IsTable(string section) => TableSections.Contains(section) || ExportedSymbol.IsTable(section);

    /// <summary>Binding, type and visibility in words.</summary>
    public static string Describe(EntrySymbol symbol)
    {
        var binding = symbol.Binding switch
        {
            SymbolBinding.Global => symbol.IsDefined ? "global" : "extern",
            SymbolBinding.Weak => symbol.IsDefined ? "weak" : "weak extern",
            _ => "local",
        };
        var type = symbol.Type switch { SymbolType.Function => " function", SymbolType.Object => " object", SymbolType.Section => " section", _ => "" };
        return binding + type + (symbol.Visibility == SymbolVisibility.Default ? "" : " " + symbol.Visibility.ToString().ToLowerInvariant());
    }

    public void Add()
    {
        Add("exception table", "instruction, fixup, handler", [Wide, Wide, 28], tables.ExceptionTable, static row => row.Line,
            static row => [row.Instruction.Name, row.Fixup.Name, Handling(row)]);
        Add("alternatives", "original, replacement, feature, lengths of original + padding and replacement", [Wide, Wide, 13, 10], tables.Alternatives, static row => row.Line,
            static row => [row.Original.Name, row.Replacement.Name, Flags(row) + Feature(row.Feature), Lengths(row)]);
        Add("static branches", "code, target, key", [Wide, Wide, 36], tables.StaticBranches, static row => row.Line,
            static row => [row.Code.Name, row.Target.Name, row.Key.Name + (row.IfFalse ? " (if false)" : "")]);
        Add("paravirt sites", "instruction, operation, bytes, clobbers", [Wide, 6, 6, 8], tables.ParavirtSites, static row => row.Line,
            static row => [row.Instruction.Name, NumberText.Decimal(row.Type), NumberText.Decimal(row.Length), NumberText.Hex(row.Clobbers)]);
        Add("exported symbols", "name, value, licence, checksum", [36, 36, 6, 28], tables.ExportedSymbols, static row => row.Line,
            static row => [row.Name, row.Value.Name, row.IsGplOnly ? "GPL" : "any", row.Crc.Name]);
        Add("unwind hints", "place, stack, kind", [Wide, 20, 16], tables.UnwindHints, static row => row.Line,
            static row => [row.Place.Name, Stack(row), Kind(row)]);
        Add("annotations", "place, kind", [Wide, 26], tables.Annotations, static row => row.Line,
            static row => [row.Place.Name, row.Kind.ToString()]);
        Add("gates", "vector, entry, error code, stack, privilege, type", [4, 36, 12, 7, 7, 12], entryObject.Gates, static row => row.Line,
            row => [NumberText.Decimal(row.Vector), entryObject.Symbols[row.Symbol].Name, row.HasErrorCode ? "error code" : "",
                row.Ist == 0 ? "" : "ist " + NumberText.Decimal(row.Ist), "dpl " + NumberText.Decimal(row.Dpl), row.Type == GateType.Trap ? "trap" : "interrupt"]);
        listing.SymbolTable.AddRange(entryObject.Symbols.Where(static symbol => symbol.Type != SymbolType.Section).Select(symbol => new ListedSymbol(symbol.Name, Describe(symbol), Place(symbol))));
    }

    private void Add<T>(string title, string columns, int[] widths, ImmutableArray<T> rows, Func<T, SourceLocation> line, Func<T, string[]> cells)
    {
        if (rows.IsEmpty)
            return;
        var table = new ListedTable(title, columns) { Widths = widths };
        table.Rows.AddRange(rows.Select(row => new ListedTableRow(cells(row), lines.Of(line(row)))));
        listing.Tables.Add(table);
    }

    private string Place(EntrySymbol symbol) => symbol.Section switch
    {
        EntrySymbol.Undefined => "",
        EntrySymbol.Absolute => "= " + InstructionText.Number(symbol.Value),
        _ => entryObject.Sections[symbol.Section].Name + ListingText.Offset(symbol.Value),
    };

    private static string Stack(UnwindHintEntry row) => row.Register == UnwindRegister.Undefined
        ? "none"
        : row.Register.ToString().ToLowerInvariant() + (row.StackOffset < 0 ? " - " : " + ") + NumberText.Decimal(Math.Abs(row.StackOffset));

    private static string Kind(UnwindHintEntry row) =>
        row.Type + (row.IsEnd && row.Type < UnwindHintType.Undefined ? ", end" : "") + (row.IsSignal ? ", signal" : "");

    private static string Feature(int feature) => NumberText.Decimal(feature >> 5) + " * 32 + " + NumberText.Decimal(feature & 31);

    /// <summary>A function; or since Linux 5.16 a number, which in its upper 24 bits holds what that way of handling needs.</summary>
    private static string Handling(ExceptionTableEntry row) => row.Type is not { } type
        ? row.Handler.Name
        : "type " + NumberText.Decimal(type & 0xff) + (type >> 8 == 0 ? "" : " " + NumberText.Hex(type >> 8));

    private static string Flags(AlternativeEntry row) => (row.IsForMissingFeature ? "not " : "") + (row.IsDirectCall ? "direct call " : "");

    private static string Lengths(AlternativeEntry row) =>
        NumberText.Decimal(row.OriginalLength - row.PaddingLength) + "+" + NumberText.Decimal(row.PaddingLength) + " " + NumberText.Decimal(row.ReplacementLength);
}
