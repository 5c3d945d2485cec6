// SPDX-License-Identifier: MIT
using EntryAsm.Objects;
using EntryAsm.Writers;

namespace EntryAsm.Report.Model;

/// <summary>The routines of an object: runs of code under one symbol, and the names inside them.</summary>
internal sealed class Routines(EntryObject entryObject)
{
    public void Write(JsonText json)
    {
        json.Key("routines");
        json.BeginArray();
        for (var section = 0; section < entryObject.Sections.Length; section++)
        {
            if (CodeRows.IsCode(entryObject.Sections[section]))
                WriteSection(json, section);
        }

        json.EndArray();
        WriteNames(json);
    }

    private void WriteSection(JsonText json, int section)
    {
        var starts = Starts(section);
        for (var i = 0; i < starts.Count; i++)
        {
            var end = i + 1 < starts.Count ? starts[i + 1].Offset : entryObject.Sections[section].Size;
            json.BeginArray(isInline: true);
            json.Value(section);
            json.Value(starts[i].Offset);
            json.Value(end);
            json.Value(starts[i].Name);
            json.EndArray();
        }
    }

    /// <summary>Where routines begin: at a symbol that does not lie inside one that has a size.</summary>
    private List<(int Offset, string Name)> Starts(int section)
    {
        var result = new List<(int Offset, string Name)>();
        long insideUntil = 0;
        foreach (var place in entryObject.Names.In(section))
        {
            if (place.Kind != PlaceKind.Symbol || place.Offset >= entryObject.Sections[section].Size || IsHidden(entryObject.Symbols[place.Index].Name))
                continue;
            if (place.Offset >= insideUntil && (result.Count == 0 || result[result.Count - 1].Offset != place.Offset))
                result.Add((place.Offset, entryObject.Symbols[place.Index].Name));
            insideUntil = Math.Max(insideUntil, place.Offset + entryObject.Symbols[place.Index].Size);
        }

        if (result.Count == 0 || result[0].Offset != 0)
            result.Insert(0, (0, entryObject.Sections[section].Name));
        return result;
    }

    private void WriteNames(JsonText json)
    {
        json.Key("names");
        json.BeginArray();
        for (var section = 0; section < entryObject.Sections.Length; section++)
        {
            foreach (var place in entryObject.Names.In(section))
            {
                if (place.Kind == PlaceKind.End || place.Kind == PlaceKind.Label && !entryObject.Names.IsNeeded(place.Index))
                    continue;
                json.BeginArray(isInline: true);
                json.Value(section);
                json.Value(place.Offset);
                json.Value(place.Kind == PlaceKind.Symbol ? entryObject.Symbols[place.Index].Name : entryObject.Names.Label(place.Index));
                json.Value(place.Kind == PlaceKind.Symbol && !IsHidden(entryObject.Symbols[place.Index].Name) ? 1 : 0);
                json.EndArray();
            }
        }

        json.EndArray();
    }

    private static bool IsHidden(string name) => name.StartsWith(".L", StringComparison.Ordinal);
}
