// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Assembler;
using EntryAsm.Errors;
using EntryAsm.Objects;

namespace EntryAsm.Finish;

/// <summary>Which macro wrote what, once the sections are laid out.</summary>
internal static class ExpansionTable
{
    /// <param name="log">What was noted.</param>
    /// <param name="files">All files.</param>
    /// <param name="portable">Their names.</param>
    /// <param name="ownFiles">How many of the names are the object's own.</param>
    /// <param name="sections">The sections.</param>
    /// <param name="finished">The same, laid out.</param>
    public static EntryExpansions Of(ExpansionLog log, SourceFiles files, PortableFiles portable, int ownFiles, IReadOnlyList<SectionBuilder> sections, IReadOnlyList<EntrySection> finished)
    {
        var stretches = ImmutableArray.CreateBuilder<ExpandedStretch>();
        for (var section = 0; section < finished.Count; section++)
        {
            if (log.TurnsIn(sections[section].Id) is { } turns)
                stretches.AddRange(StretchesOf(section, finished[section], turns));
        }

        var calls = log.Calls.Select(call => new EntryExpansion(call.Name, call.HasParameters, call.Parent, portable.IndexOf(files.IndexOf(call.File)), call.Line));
        return new EntryExpansions(portable.Names.RemoveRange(0, ownFiles), calls.ToImmutableArray(), stretches.ToImmutable());
    }

    private static IEnumerable<ExpandedStretch> StretchesOf(int index, EntrySection section, IReadOnlyList<(int Item, int Call)> turns)
    {
        for (var i = 0; i < turns.Count; i++)
        {
            var start = section.Items[turns[i].Item].Offset;
            var end = i + 1 < turns.Count ? section.Items[turns[i + 1].Item].Offset : section.Size;
            if (end > start)
                yield return new ExpandedStretch(index, start, end, turns[i].Call);
        }
    }
}
