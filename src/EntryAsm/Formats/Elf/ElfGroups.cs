// SPDX-License-Identifier: MIT
namespace EntryAsm.Formats.Elf;

/// <summary>A group of sections, as a file has it.</summary>
/// <param name="Group">Its name and kind.</param>
/// <param name="Sections">Indexes of its sections.</param>
/// <param name="Symbol">Index of the symbol that it is named by; -1 where the object has none of that name.</param>
/// <param name="Unnamed">Its number among those without a symbol.</param>
/// <param name="Size">Bytes: a word, and one for each section and each table of relocations.</param>
internal sealed record ElfGroup(EntryGroup Group, List<int> Sections, int Symbol, int Unnamed, int Size);

/// <summary>The groups of an object, in the order in which their first sections stand.</summary>
internal sealed class ElfGroups
{
    private readonly List<ElfGroup> groups = [];

    public ElfGroups(EntryObject entryObject)
    {
        var members = new Dictionary<EntryGroup, List<int>>();
        for (var i = 0; i < entryObject.Sections.Length; i++)
        {
            if (entryObject.Sections[i].Group is not { } group)
                continue;
            if (!members.TryGetValue(group, out var sections))
                members.Add(group, sections = []);
            if (sections.Count == 0)
                order.Add(group);
            sections.Add(i);
        }

        foreach (var group in order)
        {
            var words = 1 + members[group].Count + members[group].Count(section => !entryObject.Sections[section].Relocations.IsEmpty);
            var symbol = SymbolOf(entryObject, group.Name);
            groups.Add(new ElfGroup(group, members[group], symbol, unnamed.Count, 4 * words));
            if (symbol < 0)
                unnamed.Add(group.Name);
        }
    }

    private readonly List<EntryGroup> order = [];
    private readonly List<string> unnamed = [];

    public int Count => groups.Count;

    /// <summary>Names of groups that no symbol has.</summary>
    public IReadOnlyList<string> Unnamed => unnamed;

    public ElfGroup this[int index] => groups[index];

    private static int SymbolOf(EntryObject entryObject, string name)
    {
        for (var i = 0; i < entryObject.Symbols.Length; i++)
        {
            if (entryObject.Symbols[i].Type != SymbolType.Section && entryObject.Symbols[i].Name == name)
                return i;
        }

        return -1;
    }
}
