// SPDX-License-Identifier: MIT
using EntryAsm.Writers;
using EntryAsm.Writers.Listings;
using Iced.Intel;

namespace EntryAsm.Tool;

/// <summary>Where a field of a row points.</summary>
/// <param name="Relocation">The relocation's type; empty when the assembler computed the field.</param>
/// <param name="Name">The symbol another object defines or sees; null for a place of this object.</param>
/// <param name="Section">The section of the place.</param>
/// <param name="Offset">The offset of the place; with a name, what is added to it.</param>
/// <param name="Alias">What the statement calls the place, where it may have several names.</param>
internal readonly record struct FieldTarget(string Relocation, string? Name, int Section, long Offset, string? Alias = null);

/// <summary>A row in the form in which it is compared: what its bytes are without what depends on where things stand, and where its fields point.</summary>
/// <param name="Row">The row.</param>
/// <param name="Fixed">Kind and bytes, with zero for fields computed from places.</param>
/// <param name="Targets">The fields.</param>
internal sealed record ComparedRow(ListedRow Row, string Fixed, FieldTarget[] Targets);

/// <summary>Makes rows comparable.</summary>
internal sealed class RowReader
{
    private readonly Listing listing;

    public RowReader(Listing listing) => this.listing = listing;

    public ComparedRow Read(ListedSection section, ListedRow row)
    {
        if (row.Kind == RowKind.Symbol)
            return new ComparedRow(row, "symbol " + row.Text, []);
        if (row.Kind == RowKind.Padding || row.Bytes.Length == 0)
            return new ComparedRow(row, row.Text, []);

        var bytes = (byte[])row.Bytes.Clone();
        var targets = row.Relocations.Select(Relocated).ToList();
        if (row.Kind == RowKind.Instruction && Computed(section, row, bytes) is { } computed)
            targets.Add(computed);
        return new ComparedRow(row, row.Kind + " " + Convert.ToHexStringLower(bytes), [.. targets]);
    }

    /// <summary>The place a text names: a symbol or label with what is added, or null.</summary>
    public (int Section, long Offset)? Place(string text)
    {
        var (name, addend) = PlaceSum.Read(text);
        return listing.Places.TryGetValue(name, out var place) ? (place.Section, place.Offset + addend) : null;
    }

    private FieldTarget Relocated(NamedRelocation relocation)
    {
        var (type, name, addend) = relocation;
        var isShared = listing.Symbols.TryGetValue(name, out var symbol) && symbol.IsShared;
        return !isShared && listing.Places.TryGetValue(name, out var place)
            ? new FieldTarget(type, null, place.Section, place.Offset + addend, addend == 0 ? name : null)
            : new FieldTarget(type, name, 0, addend);
    }

    /// <summary>The place a branch or a rip-relative operand reaches without the linker; its field becomes zero.</summary>
    private FieldTarget? Computed(ListedSection section, ListedRow row, byte[] bytes)
    {
        var decoder = Decoder.Create(64, bytes);
        decoder.IP = (ulong)row.Offset;
        var code = decoder.Decode();
        if (code.IsInvalid || code.Length != row.Length)
            return null;

        var constants = decoder.GetConstantOffsets(code);
        var isBranch = code.Op0Kind is OpKind.NearBranch16 or OpKind.NearBranch32 or OpKind.NearBranch64;
        if (!isBranch && !code.IsIPRelativeMemoryOperand)
            return null;
        var field = isBranch ? bytes.AsSpan(constants.ImmediateOffset, constants.ImmediateSize) : bytes.AsSpan(constants.DisplacementOffset, constants.DisplacementSize);
        if (row.Relocations.Length != 0 && field.IndexOfAnyExcept((byte)0) < 0)
            return null; // the relocation's field

        field.Clear();
        var target = unchecked((long)(isBranch ? code.NearBranchTarget : code.IPRelativeMemoryAddress));
        return new FieldTarget("", null, section.Index, target, NameIn(row.Text, section.Index, target));
    }

    private string? NameIn(string statement, int section, long offset) =>
        statement.Split(' ', '[', ']').FirstOrDefault(word => listing.Places.TryGetValue(word, out var place) && place.Section == section && place.Offset == offset);
}
