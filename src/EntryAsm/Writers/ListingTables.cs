// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using EntryAsm.Objects;
using EntryAsm.Primitives;

namespace EntryAsm.Writers;

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
    private readonly ListingText text;
    private readonly ListingLines lines;

    public ListingTables(EntryObject entryObject, ListingText text, ListingLines lines)
    {
        this.entryObject = entryObject;
        tables = EntryTables.Of(entryObject);
        this.text = text;
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

    public void Write()
    {
        Table("exception table: instruction, fixup, handler", tables.ExceptionTable,
            row => text.Table((row.Instruction.Name, Wide), (row.Fixup.Name, Wide), (Handling(row), 28), (Line(row.Line), 0)));
        Table("alternatives: original, replacement, feature, lengths of original + padding and replacement", tables.Alternatives,
            row => text.Table((row.Original.Name, Wide), (row.Replacement.Name, Wide), (Flags(row) + Feature(row.Feature), 13), (Lengths(row), 10), (Line(row.Line), 0)));
        Table("static branches: code, target, key", tables.StaticBranches,
            row => text.Table((row.Code.Name, Wide), (row.Target.Name, Wide), (row.Key.Name + (row.IfFalse ? " (if false)" : ""), 36), (Line(row.Line), 0)));
        Table("paravirt sites: instruction, operation, bytes, clobbers", tables.ParavirtSites,
            row => text.Table((row.Instruction.Name, Wide), (NumberText.Decimal(row.Type), 6), (NumberText.Decimal(row.Length), 6),
                ("0x" + row.Clobbers.ToString("x", CultureInfo.InvariantCulture), 8), (Line(row.Line), 0)));
        Table("exported symbols: name, value, licence, checksum", tables.ExportedSymbols,
            row => text.Table((row.Name, 36), (row.Value.Name, 36), (row.IsGplOnly ? "GPL" : "any", 6), (row.Crc.Name, 28), (Line(row.Line), 0)));
        Table("unwind hints: place, stack, kind", tables.UnwindHints,
            row => text.Table((row.Place.Name, Wide), (Stack(row), 20), (row.Type.ToString() + (row.IsEnd && row.Type < UnwindHintType.Undefined ? ", end" : "") + (row.IsSignal ? ", signal" : ""), 16), (Line(row.Line), 0)));
        Table("annotations: place, kind", tables.Annotations, row => text.Table((row.Place.Name, Wide), (row.Kind.ToString(), 26), (Line(row.Line), 0)));
        Table("gates: vector, entry, error code, stack, privilege, type", entryObject.Gates,
            row => text.Table((NumberText.Decimal(row.Vector), 4), (entryObject.Symbols[row.Symbol].Name, 36), (row.HasErrorCode ? "error code" : "", 12),
                (row.Ist == 0 ? "" : "ist " + NumberText.Decimal(row.Ist), 7), ("dpl " + NumberText.Decimal(row.Dpl), 7), (row.Type == GateType.Trap ? "trap" : "interrupt", 12), (Line(row.Line), 0)));
        Table("symbols: name, kind, place", entryObject.Symbols.Where(static symbol => symbol.Type != SymbolType.Section).ToImmutableArray(),
            symbol => text.Table((symbol.Name, 44), (Describe(symbol), 24), (Place(symbol), 0)));
    }

    private void Table<T>(string heading, ImmutableArray<T> rows, Action<T> write)
    {
        if (rows.IsEmpty)
            return;
        text.Line("");
        text.Line(heading);
        foreach (var row in rows)
            write(row);
    }

    /// <summary>
    /// A line number would change with every edit above it, and the row's place already says whose it is: only a listing that counts in full has it.
    /// </summary>
    private string Line(SourceLocation line) => lines.IsAbsolute ? lines.Full(line) : "";

    private string Place(EntrySymbol symbol) => symbol.Section switch
    {
        EntrySymbol.Undefined => "",
        EntrySymbol.Absolute => "= " + InstructionText.Number(symbol.Value),
        _ => entryObject.Sections[symbol.Section].Name + ListingText.Offset(symbol.Value),
    };

    private static string Stack(UnwindHintEntry row) => row.Register == UnwindRegister.Undefined
        ? "none"
        : row.Register.ToString().ToLowerInvariant() + (row.StackOffset < 0 ? " - " : " + ") + NumberText.Decimal(Math.Abs(row.StackOffset));

    private static string Feature(int feature) => NumberText.Decimal(feature >> 5) + " * 32 + " + NumberText.Decimal(feature & 31);

    /// <summary>A function; or since Linux 5.16 a number, which in its upper 24 bits holds what that way of handling needs.</summary>
    private static string Handling(ExceptionTableEntry row) => row.Type is not { } type
        ? row.Handler.Name
        : "type " + NumberText.Decimal(type & 0xff) + (type >> 8 == 0 ? "" : " " + NumberText.Hex(type >> 8));

    private static string Flags(AlternativeEntry row) => (row.IsForMissingFeature ? "not " : "") + (row.IsDirectCall ? "direct call " : "");

    private static string Lengths(AlternativeEntry row) =>
        NumberText.Decimal(row.OriginalLength - row.PaddingLength) + "+" + NumberText.Decimal(row.PaddingLength) + " " + NumberText.Decimal(row.ReplacementLength);
}
