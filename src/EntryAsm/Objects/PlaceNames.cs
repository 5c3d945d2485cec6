// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;

namespace EntryAsm.Objects;

/// <summary>Why a <see cref="Place"/> is one. The order is that in which they are at one offset.</summary>
internal enum PlaceKind : byte
{
    /// <summary>The end of a symbol that has a size.</summary>
    End,

    /// <summary>A symbol is defined here.</summary>
    Symbol,

    /// <summary>A label is bound here.</summary>
    Label,
}

/// <summary>An offset in a section that has a name.</summary>
/// <param name="Offset">Bytes from the start of the section.</param>
/// <param name="Kind">What is here.</param>
/// <param name="Index">Index into the object's symbols or labels.</param>
internal readonly record struct Place(int Offset, PlaceKind Kind, int Index) : IOrdered<Place>
{
    /// <summary>
    /// True when a text tells the place before the item. Padding that turned out empty stands before what it aligns; a place inside a statement is
    /// told before it.
    /// </summary>
    public bool StandsBefore(in EntryItem item) => Offset < item.End || (Offset == item.Offset && Kind == PlaceKind.End);

    /// <summary>By offset, kind and index.</summary>
    public bool IsBefore(in Place other) => Offset != other.Offset ? Offset < other.Offset : Kind != other.Kind ? Kind < other.Kind : Index < other.Index;
}

/// <summary>
/// A name for everything a text can refer to. A label without a name is called after the symbol it is under and counted there, so that a new
/// label in one routine renames none in another: <c>.Lerror_entry_2</c>.
/// </summary>
internal sealed class PlaceNames
{
    private readonly EntryObject entryObject;
    private readonly Place[][] places;
    private readonly LabelNames labels;

    public PlaceNames(EntryObject entryObject)
    {
        this.entryObject = entryObject;
        labels = new LabelNames(entryObject);
        places = Places();
        labels.NameTheRest(places);
    }

    /// <summary>The named places of a section, by offset.</summary>
    public ReadOnlySpan<Place> In(int section) => places[section];

    /// <summary>The name of a symbol or label.</summary>
    public string Of(ReferencePlace target) => target.IsSymbol ? entryObject.Symbols[target.Index].Name : labels[target.Index];

    public string Label(int index) => labels[index];

    /// <summary>
    /// False for a label that no text has to name: it has no name of its own, and nothing refers to it, or it is where another one is.
    /// </summary>
    public bool IsNeeded(int label) => labels.IsNeeded(label);

    private Place[][] Places()
    {
        var found = new GrowingArray<Place>[entryObject.Sections.Length];
        for (var i = 0; i < found.Length; i++)
            found[i] = new GrowingArray<Place>();
        for (var i = 0; i < entryObject.Symbols.Length; i++)
        {
            var symbol = entryObject.Symbols[i];
            if (symbol.Section < 0 || symbol.Type == SymbolType.Section)
                continue;
            found[symbol.Section].Add(new Place((int)symbol.Value, PlaceKind.Symbol, i));
            if (symbol.Size > 0 && symbol.Size <= entryObject.Sections[symbol.Section].Size - symbol.Value)
                found[symbol.Section].Add(new Place((int)(symbol.Value + symbol.Size), PlaceKind.End, i));
        }

        for (var i = 0; i < entryObject.Labels.Length; i++)
        {
            if (!labels.IsSymbolToo(i))
                found[entryObject.Labels[i].Section].Add(new Place(entryObject.Labels[i].Offset, PlaceKind.Label, i));
        }

        return Array.ConvertAll(found, static list => Ordering.Sort(list.ToArray()));
    }
}
