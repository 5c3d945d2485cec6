// SPDX-License-Identifier: MIT
namespace EntryAsm.DebugData;

/// <summary>A routine: a symbol, the bytes that are its own, and the names inside.</summary>
/// <param name="Symbol">Where it begins.</param>
/// <param name="Size">Bytes up to its stated end, or to the next routine.</param>
/// <param name="Labels">Other symbols in it.</param>
internal sealed record Routine(EntrySymbol Symbol, long Size, List<EntrySymbol> Labels);

/// <summary>The routines of an object, none of which shares a byte with another.</summary>
internal static class Routines
{
    public static List<Routine> Of(EntryObject entryObject)
    {
        var result = new List<Routine>();
        for (var section = 0; section < entryObject.Sections.Length; section++)
        {
            if (LineSection.IsCode(entryObject.Sections[section]))
                Add(result, entryObject, section);
        }

        return result;
    }

    private static void Add(List<Routine> result, EntryObject entryObject, int section)
    {
        var names = entryObject.Symbols.Where(symbol => symbol.Section == section && symbol.Type != SymbolType.Section && !symbol.Name.StartsWith(".L", StringComparison.Ordinal))
            .OrderBy(static symbol => symbol.Value).ThenByDescending(static symbol => symbol.Size).ToList();
        Routine? last = null;
        for (var i = 0; i < names.Count; i++)
        {
            if (last is not null && names[i].Value < last.Symbol.Value + last.Size)
            {
                last.Labels.Add(names[i]);
                continue;
            }

            var next = names.Skip(i + 1).FirstOrDefault(name => name.Value > names[i].Value);
            var end = next.Name is null ? entryObject.Sections[section].Size : next.Value;
            var size = names[i].Size > 0 ? Math.Min(names[i].Size, entryObject.Sections[section].Size - names[i].Value) : end - names[i].Value;
            if (size > 0)
                result.Add(last = new Routine(names[i], size, []));
        }
    }
}
