// SPDX-License-Identifier: MIT
using EntryAsm.Writers.Listings;

namespace EntryAsm.Tool;

/// <summary>The rows that belong together: those of a symbol and what is nested in it, or those of a section no symbol is in.</summary>
/// <param name="Name">The symbol, or the section.</param>
/// <param name="Section">Where it stands.</param>
/// <param name="Offset">Its start in bytes from that of the section.</param>
/// <param name="StatedSize">The size in bytes the symbol states, else 0.</param>
internal sealed record Routine(string Name, ListedSection Section, int Offset, int StatedSize = 0)
{
    /// <summary>Its rows without the symbol it is named after.</summary>
    public List<ListedRow> Rows { get; private set; } = [];

    /// <summary>Its size in bytes, padding left out.</summary>
    public int Size => Rows.Where(static row => row.Kind != RowKind.Padding).Select(static row => row.End).DefaultIfEmpty(Offset).Max() - Offset;

    /// <summary>True when it has something to compare.</summary>
    public bool HasContents => Rows.Exists(static row => row.Kind == RowKind.Symbol || (row.Length != 0 && row.Kind != RowKind.Padding));

    /// <summary>Brings its rows into the form in which an object has them.</summary>
    public void Normalise() => Rows = [.. PlainRows.Of(Section, [.. Rows.Where(row => row.Offset >= Offset)], Offset + StatedSize)];
}
