// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;

namespace EntryAsm.Writers.Listings;

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
/// <param name="Source">The C# line.</param>
internal sealed record ListedRow(RowKind Kind, int Offset, int Length, byte[] Bytes, string Text, ListedLine Source)
{
    /// <summary>The relocations of the bytes.</summary>
    public NamedRelocation[] Relocations { get; init; } = NamedRelocation.None;

    /// <summary>Of a symbol: binding, type and visibility in words.</summary>
    public string Description { get; init; } = "";

    /// <summary>The size in bytes a symbol states, else 0.</summary>
    public int Size { get; init; }

    /// <summary>The offset after it.</summary>
    public int End => Offset + Length;

    /// <summary>True for a symbol or label.</summary>
    public bool IsName => Kind is RowKind.Symbol or RowKind.Label;

    /// <summary>The C# line, <c>file:line</c>, or empty.</summary>
    public string Line => Source.ToString();

    /// <summary>The relocations in words, or empty.</summary>
    public string RelocationText => NamedRelocation.Text(Relocations);
}

/// <summary>A C# line as listings name it: the file by its last part where that is enough.</summary>
/// <param name="File">The file.</param>
/// <param name="Number">The line, from 1; 0 for none.</param>
internal readonly record struct ListedLine(string File, int Number)
{
    /// <summary>No line.</summary>
    public static readonly ListedLine None = new("", 0);

    /// <inheritdoc/>
    public override string ToString() => Number == 0 ? "" : File + ":" + NumberText.Decimal(Number);
}
