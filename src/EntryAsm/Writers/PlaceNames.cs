// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm;

/// <summary>Why a <see cref="Place"/> is one. The order is that in which they stand at one offset.</summary>
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
internal readonly record struct Place(int Offset, PlaceKind Kind, int Index)
{
    /// <summary>True when a text tells the place before the item. Padding that turned out empty stands before what it aligns; a place inside a statement is told before it.</summary>
    public bool StandsBefore(in EntryItem item) => Offset < item.End || (Offset == item.Offset && Kind == PlaceKind.End);
}

/// <summary>
/// A name for everything a text can refer to. A label without a name is called after the symbol it stands under and counted there, so that a new label in one routine
/// renames none in another: <c>.Lerror_entry_2</c>.
/// </summary>
internal sealed class PlaceNames
{
    private readonly EntryObject entryObject;
    private readonly Place[][] places;
    private readonly string[] labels;
    private readonly bool[] isReferenced;

    /// <summary>Labels without a name at a place that another one has named.</summary>
    private readonly bool[] isRepeated;

    /// <summary>Symbols that began as labels: the linker has to see them by themselves, not as their section plus an offset.</summary>
    private readonly Dictionary<string, EntrySymbol> promoted = new(StringComparer.Ordinal);

    public PlaceNames(EntryObject entryObject)
    {
        this.entryObject = entryObject;
        labels = new string[entryObject.Labels.Length];
        isReferenced = new bool[entryObject.Labels.Length];
        isRepeated = new bool[entryObject.Labels.Length];
        FindReferencedLabels();
        places = new Place[entryObject.Sections.Length][];
        var taken = new HashSet<string>(entryObject.Symbols.Select(static symbol => symbol.Name), StringComparer.Ordinal);
        foreach (var symbol in entryObject.Symbols)
        {
            if (symbol.Binding == SymbolBinding.Local && symbol.Name.StartsWith(".L", StringComparison.Ordinal))
                promoted[symbol.Name] = symbol;
        }

        NameGivenLabels(taken);
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = [.. Places(i).OrderBy(static place => place.Offset).ThenBy(static place => place.Kind).ThenBy(static place => place.Index)];
            NameOtherLabels(i, taken, referenced: true);
            NameOtherLabels(i, taken, referenced: false);
        }
    }

    /// <summary>The named places of a section, by offset.</summary>
    public ReadOnlySpan<Place> In(int section) => places[section];

    /// <summary>The name of a reference's target: a symbol's index, or the complement of a label's.</summary>
    public string Of(int target) => target >= 0 ? entryObject.Symbols[target].Name : labels[~target];

    public string Label(int index) => labels[index];

    /// <summary>False for a label that no text has to name: it has no name of its own, and stands only for the field that subtracts it (<c>.</c>), or where another one stands.</summary>
    public bool IsNeeded(int label) => (isReferenced[label] && !isRepeated[label]) || entryObject.Labels[label].Name.Length != 0;

    /// <summary>True when what a field subtracts is its own place: GNU as writes it <c>.</c>.</summary>
    public bool SubtractsItself(in EntryReference reference, EntrySection section)
    {
        if (reference.Minus is >= 0)
            return false;
        var label = entryObject.Labels[~reference.Minus];
        return label.Offset == reference.Offset && ReferenceEquals(entryObject.Sections[label.Section], section);
    }

    private IEnumerable<Place> Places(int section)
    {
        for (var i = 0; i < entryObject.Symbols.Length; i++)
        {
            var symbol = entryObject.Symbols[i];
            if (symbol.Section != section || symbol.Type == SymbolType.Section)
                continue;
            yield return new Place((int)symbol.Value, PlaceKind.Symbol, i);
            if (symbol.Size > 0 && symbol.Value + symbol.Size <= entryObject.Sections[section].Size)
                yield return new Place((int)(symbol.Value + symbol.Size), PlaceKind.End, i);
        }

        for (var i = 0; i < entryObject.Labels.Length; i++)
        {
            if (entryObject.Labels[i].Section == section && !IsSymbolToo(i))
                yield return new Place(entryObject.Labels[i].Offset, PlaceKind.Label, i);
        }
    }

    private void FindReferencedLabels()
    {
        foreach (var section in entryObject.Sections)
        {
            foreach (var reference in section.References)
            {
                if (reference.Target < 0)
                    isReferenced[~reference.Target] = true;
                if (reference.Minus < 0 && !SubtractsItself(reference, section))
                    isReferenced[~reference.Minus] = true;
            }
        }
    }

    private void NameGivenLabels(HashSet<string> taken)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            var name = entryObject.Labels[i].Name;
            labels[i] = PromotedName(i) ?? name;
            if (labels[i].Length != 0)
                taken.Add(labels[i]);
        }
    }

    /// <summary>The name of the symbol a label has become, or null.</summary>
    private string? PromotedName(int index)
    {
        var label = entryObject.Labels[index];
        var name = label.Name.Length != 0 ? label.Name : ".LC" + index.ToString(CultureInfo.InvariantCulture);
        return promoted.TryGetValue(name, out var symbol) && symbol.Section == label.Section && symbol.Value == label.Offset ? name : null;
    }

    private bool IsSymbolToo(int label) => labels[label].Length != 0 && PromotedName(label) is not null;

    private void NameOtherLabels(int section, HashSet<string> taken, bool referenced)
    {
        var owner = entryObject.Sections[section].Name.TrimStart('.');
        var count = 0;
        Place last = new(-1, PlaceKind.Label, 0);
        foreach (var place in places[section])
        {
            if (place.Kind == PlaceKind.Symbol && !entryObject.Symbols[place.Index].Name.StartsWith(".L", StringComparison.Ordinal))
            {
                (owner, count) = (entryObject.Symbols[place.Index].Name, 0);
            }
            else if (place.Kind == PlaceKind.Label && labels[place.Index].Length == 0 && isReferenced[place.Index] == referenced)
            {
                isRepeated[place.Index] = place.Offset == last.Offset;
                labels[place.Index] = place.Offset == last.Offset ? labels[last.Index] : Fresh(owner, ref count, taken);
                last = place;
            }
        }
    }

    private static string Fresh(string owner, ref int count, HashSet<string> taken)
    {
        string name;
        do
            name = ".L" + owner + "_" + (++count).ToString(CultureInfo.InvariantCulture);
        while (!taken.Add(name));
        return name;
    }
}
