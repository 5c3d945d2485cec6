// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;

namespace EntryAsm.DebugData;

/// <summary>A routine: a symbol, the bytes that are its own, and the names inside.</summary>
/// <param name="Symbol">Where it begins.</param>
/// <param name="Size">Bytes up to its stated end, or to the next routine.</param>
/// <param name="Labels">Other symbols in it.</param>
internal sealed record Routine(EntrySymbol Symbol, long Size, GrowingArray<EntrySymbol> Labels);

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
        var names = Names(entryObject, section);
        Routine? last = null;
        for (var i = 0; i < names.Length; i++)
        {
            if (last is not null && names[i].Value < last.Symbol.Value + last.Size)
            {
                last.Labels.Add(names[i]);
                continue;
            }

            var next = i + 1;
            while (next < names.Length && names[next].Value == names[i].Value)
                next++;
            var end = next == names.Length ? entryObject.Sections[section].Size : names[next].Value;
            var size = names[i].Size > 0 ? Math.Min(names[i].Size, entryObject.Sections[section].Size - names[i].Value) : end - names[i].Value;
            if (size > 0)
                result.Add(last = new Routine(names[i], size, new GrowingArray<EntrySymbol>()));
        }
    }

    /// <summary>The symbols of a section by value, of those of one value the longest first.</summary>
    private static EntrySymbol[] Names(EntryObject entryObject, int section)
    {
        var found = new GrowingArray<Named>();
        foreach (var symbol in entryObject.Symbols)
        {
            if (symbol.Section == section && symbol.Type != SymbolType.Section && !symbol.Name.StartsWith(".L", StringComparison.Ordinal))
                found.Add(new Named(symbol));
        }

        return Array.ConvertAll(Ordering.Sort(found.ToArray()), static named => named.Symbol);
    }

    private readonly struct Named(EntrySymbol symbol) : IOrdered<Named>
    {
        public readonly EntrySymbol Symbol = symbol;

        public bool IsBefore(in Named other) => Symbol.Value != other.Symbol.Value ? Symbol.Value < other.Symbol.Value : Symbol.Size > other.Symbol.Size;
    }
}
