// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Objects;

namespace EntryAsm.Assembler;

/// <summary>Notes which call wrote each item, where somebody has asked for that.</summary>
/// <param name="current">The call under way, by its number; <see cref="EntryExpansion.Module"/> for <c>Assemble()</c> itself.</param>
internal sealed class ExpansionLog(Func<int> current)
{
    private readonly List<(string Name, bool HasParameters, int Parent, string File, int Line)> calls = [];

    /// <summary>For each section the items behind which another call writes.</summary>
    private readonly Dictionary<SectionId, List<(int Item, int Call)>> turns = [];

    /// <summary>The calls, each behind the one it was made from.</summary>
    public IReadOnlyList<(string Name, bool HasParameters, int Parent, string File, int Line)> Calls => calls;

    /// <summary>The first items of the stretches of a section, and which call wrote each; null for a section that none wrote.</summary>
    public IReadOnlyList<(int Item, int Call)>? TurnsIn(SectionId section) => turns.TryGetValue(section, out var own) ? own : null;

    /// <summary>A call that has begun.</summary>
    /// <returns>Its number.</returns>
    public int Add(string name, bool hasParameters, int parent, string file, int line)
    {
        calls.Add((name, hasParameters, parent, file, line));
        return calls.Count - 1;
    }

    /// <summary>The section has got an item.</summary>
    public void Note(SectionBuilder section)
    {
        if (!turns.TryGetValue(section.Id, out var own))
            turns.Add(section.Id, own = []);
        var call = current();
        if (own.Count == 0 || own[own.Count - 1].Call != call)
            own.Add((section.Items.Length - 1, call));
    }

    /// <summary>Makes the files known in which the calls stand, behind those that wrote something.</summary>
    public void AddFiles(SourceFiles files)
    {
        foreach (var call in calls)
            files.IndexOf(call.File);
    }
}
