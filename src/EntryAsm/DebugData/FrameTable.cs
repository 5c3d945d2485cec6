// SPDX-License-Identifier: MIT
using EntryAsm.Flow;

namespace EntryAsm.DebugData;

/// <summary>The rows of all code that stays where it is, by section and offset.</summary>
internal sealed class FrameTable
{
    private readonly FrameRow?[]?[] sections;
    private readonly FlowCode code;
    private readonly FrameRow?[] rowOf;

    /// <summary>The rows of system calls, where these come by.</summary>
    private readonly FrameRow?[]?[] systemCalls;

    public FrameTable(FlowMap map)
    {
        code = map.Code;
        sections = new FrameRow[map.Object.Sections.Length][];
        systemCalls = new FrameRow[sections.Length][];
        rowOf = new FrameRow?[code.Instructions.Count];
        var ways = new FrameWays(map.Bases);
        if (map.IsComplete) // else a path that was not followed could come by in another state
        {
            map.ForEach((instruction, state, from) =>
            {
                ways.Find(state, code.SpentBy(instruction));
                var row = FlowEntries.IsSystemCall(from.Entry) ? RowAt(systemCalls, PlaceOf(instruction)) : rowOf[instruction.Number] ??= RowAt(sections, PlaceOf(instruction));
                row.Add(ways);
            });
        }

        for (var section = 0; section < systemCalls.Length; section++)
        {
            for (var offset = 0; offset < systemCalls[section]?.Length; offset++)
            {
                if (systemCalls[section]![offset] is { } row)
                    RowAt(sections, new CodePlace(section, offset)).AddSystemCall(row);
            }
        }

        // Where no path leads nothing is known: a debugger stops there rather than continue by the rules of the code before it.
        foreach (var instruction in code.Instructions)
        {
            if (instruction.Replaces is null)
                RowAt(sections, instruction.Place);
        }
    }

    /// <summary>The rows of a section by offset, null where none begins; null for a section without code.</summary>
    public IReadOnlyList<FrameRow?>? Of(int section) => sections[section];

    /// <summary>Where an instruction runs: a replacement in the place of the original.</summary>
    private CodePlace PlaceOf(FlowInstruction instruction)
    {
        var place = instruction.Place;
        for (var site = instruction.Replaces; site is not null; site = code.At(site.Original)?.Replaces)
            place = new CodePlace(site.Original.Section, site.Original.Offset + place.Offset - site.Replacement.Offset);
        return place;
    }

    private FrameRow RowAt(FrameRow?[]?[] table, CodePlace place)
    {
        var rows = table[place.Section] ??= new FrameRow?[code.Object.Sections[place.Section].Size];
        return (uint)place.Offset < (uint)rows.Length ? rows[place.Offset] ??= new FrameRow() : new FrameRow(); // a replacement longer than the end of the section
    }
}
