// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Primitives;

namespace EntryAsm.Objects;

/// <summary>Gives each label its name: its own, that of the symbol it has become, or one made from the symbol above it.</summary>
internal sealed class LabelNames
{
    private const string Replacements = ".altinstr_replacement";

    private readonly EntryObject entryObject;
    private readonly string[] names;
    private readonly bool[] isReferenced;

    /// <summary>Labels without a name at a place that another one has named.</summary>
    private readonly bool[] isRepeated;

    /// <summary>The symbol above each label without a name.</summary>
    private readonly string[] owners;

    /// <summary>Symbols that began as labels: the linker has to see them by themselves, not as their section plus an offset.</summary>
    private readonly Dictionary<string, int> promoted = new(StringComparer.Ordinal);
    private readonly HashSet<string> taken;
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    public LabelNames(EntryObject entryObject)
    {
        this.entryObject = entryObject;
        names = new string[entryObject.Labels.Length];
        owners = new string[names.Length];
        isReferenced = new bool[names.Length];
        isRepeated = new bool[names.Length];
        taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < entryObject.Symbols.Length; i++)
        {
            var symbol = entryObject.Symbols[i];
            taken.Add(symbol.Name);
            if (symbol.Binding == SymbolBinding.Local && symbol.Name.StartsWith(".L", StringComparison.Ordinal))
                promoted[symbol.Name] = i;
        }

        FindReferenced();
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = PromotedName(i) ?? entryObject.Labels[i].Name;
            if (names[i].Length != 0)
                taken.Add(names[i]);
        }
    }

    public string this[int label] => names[label];

    /// <summary>True for a label that has become a symbol; both are one name.</summary>
    public bool IsSymbolToo(int label) => PromotedName(label) is not null;

    public bool IsNeeded(int label) => (isReferenced[label] && !isRepeated[label]) || entryObject.Labels[label].Name.Length != 0;

    /// <summary>Names the labels that have no name, given the places of each section in order.</summary>
    public void NameTheRest(Place[][] places)
    {
        // Replacements come last: they are called after the code they replace.
        foreach (var isReplacement in (bool[])[false, true])
        {
            for (var i = 0; i < places.Length; i++)
            {
                if ((entryObject.Sections[i].Name == Replacements) != isReplacement)
                    continue;
                var ownerAt = isReplacement ? OwnersOfReplacements() : null;
                Name(i, places[i], ownerAt, referenced: true);
                Name(i, places[i], ownerAt, referenced: false);
            }
        }
    }

    private void Name(int section, Place[] places, Dictionary<int, string>? ownerAt, bool referenced)
    {
        var owner = entryObject.Sections[section].Name.TrimStart('.');
        Place last = new(-1, PlaceKind.Label, 0);
        foreach (var place in places)
        {
            if (place.Kind == PlaceKind.Symbol && !entryObject.Symbols[place.Index].Name.StartsWith(".L", StringComparison.Ordinal))
                owner = entryObject.Symbols[place.Index].Name;
            if (place.Kind != PlaceKind.Label || names[place.Index].Length != 0 || isReferenced[place.Index] != referenced)
                continue;

            if (ownerAt is not null && ownerAt.TryGetValue(place.Offset, out var replaced))
                owner = replaced;
            owners[place.Index] = owner;
            isRepeated[place.Index] = place.Offset == last.Offset;
            names[place.Index] = place.Offset == last.Offset ? names[last.Index] : Fresh(owner);
            last = place;
        }
    }

    /// <summary>
    /// For each offset of <c>.altinstr_replacement</c> that a row of <c>.altinstructions</c> names: the symbol under which the replaced code
    /// stands.
    /// </summary>
    private Dictionary<int, string> OwnersOfReplacements()
    {
        var result = new Dictionary<int, string>();
        var table = entryObject.FindSection(KernelSections.Alternatives);
        var size = table is null ? 0 : KernelSections.AlternativeSizeIn(table);
        for (var row = 0; table is not null && row + size <= table.Size; row += size)
        {
            if (table.FindReference(row) is not { } original || table.FindReference(row + 4) is not { Target.IsLabel: true } replacement)
                continue;
            var owner = original.Target.IsSymbol ? entryObject.Symbols[original.Target.Index].Name : owners[original.Target.Index];
            var offset = entryObject.Labels[replacement.Target.Index].Offset;
            if (owner is not null && !result.ContainsKey(offset))
                result.Add(offset, owner + "_alt");
        }

        return result;
    }

    private void FindReferenced()
    {
        foreach (var section in entryObject.Sections)
        {
            foreach (var reference in section.References)
            {
                if (reference.Target.IsLabel)
                    isReferenced[reference.Target.Index] = true;
                if (reference.Minus.IsLabel)
                    isReferenced[reference.Minus.Index] = true;
            }
        }
    }

    /// <summary>The name of the symbol a label has become, or null.</summary>
    private string? PromotedName(int index)
    {
        var label = entryObject.Labels[index];
        var name = label.Name.Length != 0 ? label.Name : ".LC" + NumberText.Decimal(index);
        return promoted.TryGetValue(name, out var symbol) && entryObject.Symbols[symbol].Section == label.Section && entryObject.Symbols[symbol].Value == label.Offset ? name : null;
    }

    private string Fresh(string owner)
    {
        string name;
        do
        {
            counts.TryGetValue(owner, out var count);
            counts[owner] = count + 1;
            name = ".L" + owner + "_" + (count + 1).ToString(CultureInfo.InvariantCulture);
        }
        while (!taken.Add(name));
        return name;
    }
}
