// SPDX-License-Identifier: MIT
namespace EntryAsm.Writers.Listings;

/// <summary>
/// A listing as data. <see cref="ListingWriter"/> prints it and the tool reads it back; assemblies, objects and listings are shown and compared in this form.
/// </summary>
internal sealed class Listing(string name)
{
    /// <summary>The title of the table that becomes <see cref="SymbolTable"/>.</summary>
    public const string SymbolTableTitle = "symbols";

    private Dictionary<string, (int Section, int Offset)>? places;
    private Dictionary<string, ListedSymbol>? symbols;

    /// <summary>The module's full type name.</summary>
    public string Name { get; } = name;

    /// <summary>The C# files that lines name, in full.</summary>
    public List<string> Files { get; } = [];

    public List<ListedSection> Sections { get; } = [];

    public List<ListedTable> Tables { get; } = [];

    public List<ListedSymbol> SymbolTable { get; } = [];

    /// <summary>The symbols by name; of two local ones the later.</summary>
    public IReadOnlyDictionary<string, ListedSymbol> Symbols => symbols ??= ByName();

    /// <summary>Where each section, symbol and label stands.</summary>
    public IReadOnlyDictionary<string, (int Section, int Offset)> Places => places ??= FindPlaces();

    private Dictionary<string, ListedSymbol> ByName()
    {
        var found = new Dictionary<string, ListedSymbol>(StringComparer.Ordinal);
        foreach (var symbol in SymbolTable)
            found[symbol.Name] = symbol;
        return found;
    }

    private Dictionary<string, (int Section, int Offset)> FindPlaces()
    {
        var found = new Dictionary<string, (int Section, int Offset)>(StringComparer.Ordinal);
        foreach (var section in Sections)
        {
            if (!found.ContainsKey(section.Name))
                found.Add(section.Name, (section.Index, 0));
            foreach (var row in section.Rows.Where(static row => row.IsName))
                found[row.Text] = (section.Index, row.Offset);
        }

        return found;
    }
}

/// <summary>A section of a listing.</summary>
/// <param name="Index">Its place among the sections of the listing, which leaves empty ones out.</param>
/// <param name="Name">Its name.</param>
/// <param name="Properties">Flags, type, alignment and element size, as the heading has them.</param>
/// <param name="IsCode">True when it is executable.</param>
/// <param name="Size">Bytes.</param>
internal sealed record ListedSection(int Index, string Name, string Properties, bool IsCode, int Size)
{
    /// <summary>Its rows in order; none for a table.</summary>
    public List<ListedRow> Rows { get; } = [];

    /// <summary>True when its contents are given by a table at the end.</summary>
    public bool IsTable { get; init; }

    /// <summary>Its index in the object; a listing as text does not tell.</summary>
    public int ObjectIndex { get; init; } = -1;
}

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
