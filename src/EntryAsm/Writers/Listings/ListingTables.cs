// SPDX-License-Identifier: MIT
using EntryAsm.Objects;
using EntryAsm.Primitives;

namespace EntryAsm.Writers.Listings;

/// <summary>The end of a listing: what sections full of distances mean, row by row, and the symbols.</summary>
internal sealed class ListingTables
{
    private static readonly string[] TableSections = [KernelSections.ExceptionTable, KernelSections.Alternatives, KernelSections.UnwindHints, KernelSections.ParavirtSites, KernelSections.StaticBranches];

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
    public static bool IsTable(string section) => Array.IndexOf(TableSections, section) >= 0 || KernelSections.IsAnnotation(section) || ExportedSymbol.IsTable(section);

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
        var (faults, alternatives, branches, sites) = (tables.ExceptionTable, tables.Alternatives, tables.StaticBranches, tables.ParavirtSites);
        Add("exception table", "instruction, fixup, handler", [Wide, Wide, 28], faults.Length, at => Row(faults[at].Line, faults[at].Instruction.Name, faults[at].Fixup.Name, Handling(faults[at])));
        Add("alternatives", "original, replacement, feature, lengths of original + padding and replacement", [Wide, Wide, 13, 10], alternatives.Length, at =>
            Row(alternatives[at].Line, alternatives[at].Original.Name, alternatives[at].Replacement.Name, Flags(alternatives[at]) + Feature(alternatives[at].Feature), Lengths(alternatives[at])));
        Add("static branches", "code, target, key", [Wide, Wide, 36], branches.Length, at =>
            Row(branches[at].Line, branches[at].Code.Name, branches[at].Target.Name, branches[at].Key.Name + (branches[at].IfFalse ? " (if false)" : "")));
        Add("paravirt sites", "instruction, operation, bytes, clobbers", [Wide, 6, 6, 8], sites.Length, at =>
            Row(sites[at].Line, sites[at].Instruction.Name, NumberText.Decimal(sites[at].Type), NumberText.Decimal(sites[at].Length), NumberText.Hex(sites[at].Clobbers)));
        AddMarks();
        Add("gates", "vector, entry, error code, stack, privilege, type", [4, 36, 12, 7, 7, 12], entryObject.Gates.Length, at => Gate(entryObject.Gates[at]));
        foreach (var symbol in entryObject.Symbols)
        {
            if (symbol.Type != SymbolType.Section)
                listing.SymbolTable.Add(new ListedSymbol(symbol.Name, Describe(symbol), Place(symbol)));
        }
    }

    private void AddMarks()
    {
        var (exports, hints, marks) = (tables.ExportedSymbols, tables.UnwindHints, tables.Annotations);
        Add("exported symbols", "name, value, licence, checksum", [36, 36, 6, 28], exports.Length, at =>
            Row(exports[at].Line, exports[at].Name, exports[at].Value.Name, exports[at].IsGplOnly ? "GPL" : "any", exports[at].Crc.Name));
        Add("unwind hints", "place, stack, kind", [Wide, 20, 16], hints.Length, at => Row(hints[at].Line, hints[at].Place.Name, Stack(hints[at]), Kind(hints[at])));
        Add("annotations", "place, kind", [Wide, 26], marks.Length, at => Row(marks[at].Line, marks[at].Place.Name, marks[at].Kind.ToString()));
    }

    private void Add(string title, string columns, int[] widths, int count, Func<int, ListedTableRow> row)
    {
        if (count == 0)
            return;
        var table = new ListedTable(title, columns) { Widths = widths };
        for (var at = 0; at < count; at++)
            table.Rows.Add(row(at));
        listing.Tables.Add(table);
    }

    private ListedTableRow Row(SourceLocation line, params string[] cells) => new(cells, lines.Of(line));

    private ListedTableRow Gate(EntryGate row) => Row(row.Line, NumberText.Decimal(row.Vector), entryObject.Symbols[row.Symbol].Name, row.HasErrorCode ? "error code" : "",
        row.Ist == 0 ? "" : "ist " + NumberText.Decimal(row.Ist), "dpl " + NumberText.Decimal(row.Dpl), row.Type == GateType.Trap ? "trap" : "interrupt");

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
