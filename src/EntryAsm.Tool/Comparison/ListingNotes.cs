// SPDX-License-Identifier: MIT
using EntryAsm.Writers.Listings;

namespace EntryAsm.Tool;

/// <summary>What differs in sections and symbols beside their contents.</summary>
internal static class ListingNotes
{
    /// <summary>More names than this are counted, not told.</summary>
    private const int MostNames = 8;

    public static void Compare(ModuleSide old, ModuleSide now, ModuleDifference result)
    {
        CompareSections(old.Listing, now.Listing, result.Notes);
        CompareSymbols(old.Listing, now.Listing, result.Notes);
        AddLabels("more local symbols", now.Labels, result.Notes);
        AddLabels("fewer local symbols", old.Labels, result.Notes);
    }

    private static void AddLabels(string what, IReadOnlyList<string> names, List<string> notes)
    {
        if (names.Count != 0)
            notes.Add(what + " in the same bytes: " + string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : ""));
    }

    private static void CompareSections(Listing old, Listing now, List<string> notes)
    {
        var oldSections = old.Sections.ToLookup(static section => section.Name, StringComparer.Ordinal);
        var newSections = now.Sections.ToLookup(static section => section.Name, StringComparer.Ordinal);
        foreach (var section in now.Sections)
        {
            var before = oldSections[section.Name].FirstOrDefault();
            if (before is null)
                notes.Add($"section {section.Name} is new: {section.Properties}");
            else if (before.Properties != section.Properties)
                notes.Add($"section {section.Name}: {before.Properties} became {section.Properties}");
        }

        foreach (var section in old.Sections.Where(section => !newSections.Contains(section.Name)))
            notes.Add($"section {section.Name} is gone");
    }

    /// <summary>A symbol that comes or goes with a routine is that routine's business; here it is those of other objects, numbers, and what a symbol is.</summary>
    private static void CompareSymbols(Listing old, Listing now, List<string> notes)
    {
        foreach (var symbol in now.Symbols.Values.Where(IsOwn))
        {
            if (old.Symbols.TryGetValue(symbol.Name, out var before) && Describe(before) != Describe(symbol))
                notes.Add($"symbol {symbol.Name}: {Describe(before)} became {Describe(symbol)}");
        }

        AddMissing("refers to", now, old, notes);
        AddMissing("no longer refers to", old, now, notes);
    }

    private static void AddMissing(string what, Listing from, Listing other, List<string> notes)
    {
        var names = from.Symbols.Values.Where(symbol => IsOwn(symbol) && !IsPlace(symbol) && !other.Symbols.ContainsKey(symbol.Name)).Select(static symbol => symbol.Name).ToList();
        if (names.Count != 0)
            notes.Add(what + " " + string.Join(", ", names));
    }

    private static bool IsPlace(ListedSymbol symbol) => symbol.IsDefined && !symbol.Place.StartsWith('=');

    /// <summary>Labels that became symbols have names of the assembler's making.</summary>
    private static bool IsOwn(ListedSymbol symbol) => !symbol.Name.StartsWith(".L", StringComparison.Ordinal);

    /// <summary>What a symbol is; the section says where, the offset is the routine's business.</summary>
    private static string Describe(ListedSymbol symbol)
    {
        var plus = symbol.Place.LastIndexOf('+');
        var place = symbol.Place.StartsWith('=') ? " " + symbol.Place : plus > 0 ? " in " + symbol.Place[..plus] : "";
        return symbol.Kind + place;
    }
}
