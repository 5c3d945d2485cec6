// SPDX-License-Identifier: MIT
using EntryAsm.Flow;

namespace EntryAsm.DebugData;

/// <summary>The rows of all code that stays where it is, by section and offset.</summary>
internal sealed class FrameTable
{
    private readonly Dictionary<int, SortedDictionary<int, FrameRow>> sections = [];
    private readonly FlowCode code;
    private readonly FrameRow?[] rowOf;

    public FrameTable(FlowMap map)
    {
        code = map.Code;
        rowOf = new FrameRow?[code.Instructions.Count];
        var ways = new FrameWays(map.Bases);
        map.ForEach((instruction, state, _) =>
        {
            ways.Find(state, code.SpentBy(instruction));
            (rowOf[instruction.Number] ??= Row(PlaceOf(instruction))).Add(ways);
        });

        // Where no path comes nothing is known: a debugger stops there rather than go on by the rules of what stands before.
        foreach (var instruction in code.Instructions)
        {
            if (instruction.Replaces is null && rowOf[instruction.Number] is null)
                Row(instruction.Place);
        }
    }

    /// <summary>The rows of a section in order.</summary>
    public IReadOnlyDictionary<int, FrameRow>? Of(int section) => sections.TryGetValue(section, out var rows) ? rows : null;

    /// <summary>Where an instruction runs: a replacement in the place of the original.</summary>
    private CodePlace PlaceOf(FlowInstruction instruction)
    {
        var place = instruction.Place;
        for (var site = instruction.Replaces; site is not null; site = code.At(site.Original)?.Replaces)
            place = new CodePlace(site.Original.Section, site.Original.Offset + place.Offset - site.Replacement.Offset);
        return place;
    }

    private FrameRow Row(CodePlace place)
    {
        if (!sections.TryGetValue(place.Section, out var rows))
            sections.Add(place.Section, rows = []);
        if (!rows.TryGetValue(place.Offset, out var row))
            rows.Add(place.Offset, row = new FrameRow());
        return row;
    }
}
