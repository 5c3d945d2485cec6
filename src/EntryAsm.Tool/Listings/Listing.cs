// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool;

/// <summary>What a row of a listing is.</summary>
internal enum RowKind
{
    /// <summary>A symbol is defined here.</summary>
    Symbol,

    /// <summary>A label is bound here.</summary>
    Label,

    /// <summary>An instruction.</summary>
    Instruction,

    /// <summary>Data.</summary>
    Data,

    /// <summary>Padding up to an alignment.</summary>
    Padding,
}

/// <summary>A row of a section.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Offset in bytes from the start of the section.</param>
/// <param name="Length">Bytes; 0 for a symbol or label.</param>
/// <param name="Bytes">The bytes; empty where the listing only counts them.</param>
/// <param name="Text">The statement; the name of a symbol or label.</param>
/// <param name="Line">The C# line, <c>file:line</c>, or empty.</param>
/// <param name="Detail">The relocations; of a symbol what it is and its size.</param>
internal sealed record ListedRow(RowKind Kind, int Offset, int Length, byte[] Bytes, string Text, string Line, string Detail)
{
    /// <summary>The offset after it.</summary>
    public int End => Offset + Length;

    /// <summary>The size in bytes a symbol states, else 0.</summary>
    public int Size { get; init; }
}

/// <summary>A section of a listing.</summary>
/// <param name="Index">Its place among the sections.</param>
/// <param name="Name">Its name.</param>
/// <param name="Properties">Flags, type, alignment and element size, as the heading has them.</param>
/// <param name="IsCode">True when it is executable.</param>
/// <param name="Rows">Its rows in order; none for a table.</param>
internal sealed record ListedSection(int Index, string Name, string Properties, bool IsCode, List<ListedRow> Rows);

/// <summary>A table at the end of a listing.</summary>
/// <param name="Title">What it is: <c>exception table</c>.</param>
/// <param name="Columns">What its columns are.</param>
/// <param name="Rows">Its rows: the cells that are not empty.</param>
internal sealed record ListedTable(string Title, string Columns, List<string[]> Rows);

/// <summary>A symbol of a listing's symbol table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Binding, type and visibility in words.</param>
/// <param name="Place">Section and offset, <c>= number</c>, or empty when undefined.</param>
internal sealed record ListedSymbol(string Name, string Kind, string Place)
{
    /// <summary>True when other objects see it, so that a relocation names it rather than its section.</summary>
    public bool IsShared => !Kind.StartsWith("local", StringComparison.Ordinal);

    /// <summary>True when this object defines it.</summary>
    public bool IsDefined => Place.Length != 0;
}

/// <summary>A listing as data: the common form in which assemblies, objects and listings are shown and compared.</summary>
internal sealed class Listing
{
    public required string Name { get; init; }

    public List<ListedSection> Sections { get; } = [];

    public List<ListedTable> Tables { get; } = [];

    public Dictionary<string, ListedSymbol> Symbols { get; } = new(StringComparer.Ordinal);

    /// <summary>Where each symbol and label stands.</summary>
    public Dictionary<string, (int Section, int Offset)> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>The object as a listing with C# lines and offsets in full.</summary>
    public static Listing Of(EntryObject entryObject) =>
        ListingReader.Parse(entryObject.Name, ListingWriter.Write(entryObject, new ListingOptions { Absolute = true }));
}
