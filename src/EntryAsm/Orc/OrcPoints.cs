// SPDX-License-Identifier: MIT
using EntryAsm.Flow;

namespace EntryAsm.Orc;

/// <summary>The frame at each place of a section where an instruction begins, or a run of bytes that no path leads to.</summary>
internal sealed class OrcPoints
{
    private readonly Dictionary<int, SortedDictionary<int, OrcState>> sections = [];

    public OrcPoints(FlowCode code, Dictionary<int, OrcState> states, OrcRules rules)
    {
        var ends = new Dictionary<int, int>();
        foreach (var instruction in code.Instructions.OrderBy(static instruction => instruction.Place.Section).ThenBy(static instruction => instruction.Place.Offset))
        {
            var section = instruction.Place.Section;
            ends.TryGetValue(section, out var end);
            if (instruction.Place.Offset > end)
                Section(section)[end] = OrcState.Nothing;
            Section(section)[instruction.Place.Offset] = states.TryGetValue(instruction.Number, out var state) ? state : OrcState.Nothing;
            ends[section] = Math.Max(end, instruction.End);
        }

        foreach (var last in ends)
        {
            if (last.Value < code.Object.Sections[last.Key].Size)
                Section(last.Key)[last.Value] = OrcState.Nothing;
        }

        if (rules == OrcRules.Linux6)
            ShareAlternatives(code, states);
    }

    public IEnumerable<(int Offset, OrcState State)> In(int section) =>
        sections.TryGetValue(section, out var points) ? points.Select(static point => (point.Key, point.Value)) : [];

    private SortedDictionary<int, OrcState> Section(int section)
    {
        if (!sections.TryGetValue(section, out var points))
            sections.Add(section, points = []);
        return points;
    }

    /// <summary>Where code may be replaced, what no side says is as before, and each side's rows stand.</summary>
    private void ShareAlternatives(FlowCode code, Dictionary<int, OrcState> states)
    {
        foreach (var instruction in code.Instructions.Where(static instruction => instruction.Alternatives is not null))
        {
            foreach (var site in instruction.Alternatives!)
            {
                var points = Section(site.Original.Section);
                foreach (var offset in points.Keys.Where(offset => offset > site.Original.Offset && offset < site.Continues.Offset && points[offset] == OrcState.Nothing).ToList())
                    points.Remove(offset);
                for (var at = site.Replacement; at.Offset < site.ReplacementEnd && code.At(at) is { } replacing; at = at with { Offset = replacing.End })
                {
                    var offset = site.Original.Offset + at.Offset - site.Replacement.Offset;
                    if (states.TryGetValue(replacing.Number, out var state) && !points.ContainsKey(offset))
                        points.Add(offset, state);
                }
            }
        }
    }
}
