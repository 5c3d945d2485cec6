// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Errors;
using EntryAsm.Finish;
using EntryAsm.Objects;

namespace EntryAsm.Assembler;

/// <summary>Notes which call wrote each item, where somebody has asked for that.</summary>
/// <param name="current">The call under way, by its number; <see cref="EntryExpansion.Module"/> for <c>Assemble()</c> itself.</param>
internal sealed class ExpansionLog(Func<int> current)
{
    private readonly List<(string Name, bool HasParameters, int Parent, string File, int Line)> calls = [];

    /// <summary>For each section the items behind which another call writes.</summary>
    private readonly Dictionary<SectionId, List<(int Item, int Call)>> turns = [];

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

    /// <summary>What was noted, once the sections are laid out.</summary>
    public EntryExpansions Finish(SourceFiles files, PortableFiles portable, IReadOnlyList<SectionBuilder> sections, IReadOnlyList<EntrySection> finished)
    {
        var stretches = ImmutableArray.CreateBuilder<ExpandedStretch>();
        for (var section = 0; section < finished.Count; section++)
        {
            if (!turns.TryGetValue(sections[section].Id, out var own))
                continue;
            for (var i = 0; i < own.Count; i++)
            {
                var items = finished[section].Items;
                var end = i + 1 < own.Count ? items[own[i + 1].Item].Offset : finished[section].Size;
                if (end > items[own[i].Item].Offset)
                    stretches.Add(new ExpandedStretch(section, items[own[i].Item].Offset, end, own[i].Call));
            }
        }

        var all = calls.Select(call => new EntryExpansion(call.Name, call.HasParameters, call.Parent, portable.IndexOf(files.IndexOf(call.File)), call.Line)).ToImmutableArray();
        return new EntryExpansions(all, stretches.ToImmutable());
    }
}
