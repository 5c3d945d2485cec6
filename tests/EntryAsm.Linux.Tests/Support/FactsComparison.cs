// SPDX-License-Identifier: GPL-2.0-only
namespace EntryAsm.Linux.Tests;

/// <summary>What differs between what an object should say and what it says.</summary>
internal static class FactsComparison
{
    public static List<string> Differences(ElfFacts want, ElfFacts got) => Differences(want.Sections, want.Symbols, want.Undefined, got);

    public static List<string> Differences(IReadOnlyDictionary<string, SectionFacts> sections, IReadOnlyDictionary<string, SymbolFacts> symbols,
        IReadOnlySet<string> undefined, ElfFacts got)
    {
        var differences = new List<string>();
        foreach (var name in sections.Keys.Union(got.Sections.Keys, StringComparer.Ordinal))
            Section(name, sections.GetValueOrDefault(name), got.Sections.GetValueOrDefault(name), differences);
        foreach (var name in symbols.Keys.Union(got.Symbols.Keys, StringComparer.Ordinal))
            Unequal("symbol " + name, symbols.GetValueOrDefault(name), got.Symbols.GetValueOrDefault(name), differences);
        foreach (var name in undefined.Except(got.Undefined, StringComparer.Ordinal))
            differences.Add("undefined symbol " + name + ": missing");
        foreach (var name in got.Undefined.Except(undefined, StringComparer.Ordinal))
            differences.Add("undefined symbol " + name + ": not wanted");
        return differences;
    }

    private static void Section(string name, SectionFacts? want, SectionFacts? got, List<string> differences)
    {
        if (want is null || got is null)
        {
            differences.Add("section " + name + (got is null ? ": missing" : ": not wanted"));
            return;
        }

        Unequal("section " + name + ", header", (want.Flags, want.Alignment, want.Size), (got.Flags, got.Alignment, got.Size), differences);
        Unequal("section " + name + ", bytes", want.Digest, got.Digest, differences);
        Unequal("section " + name + ", relocations", (want.RelocationCount, want.RelocationsDigest), (got.RelocationCount, got.RelocationsDigest), differences);
        if (want.Relocations is { } wanted && got.Relocations is { } there)
        {
            foreach (var relocation in wanted.Except(there, StringComparer.Ordinal))
                differences.Add("section " + name + ": no relocation " + relocation);
            foreach (var relocation in there.Except(wanted, StringComparer.Ordinal))
                differences.Add("section " + name + ": relocation not wanted " + relocation);
        }

        var ranges = got.Ranges.ToDictionary(r => r.Symbol, StringComparer.Ordinal);
        foreach (var range in want.Ranges)
            Unequal("section " + name + ", from " + range.Symbol, range, ranges.GetValueOrDefault(range.Symbol), differences);
    }

    private static void Unequal<T>(string what, T want, T got, List<string> differences)
    {
        if (!EqualityComparer<T>.Default.Equals(want, got))
            differences.Add(what + ": want " + (want?.ToString() ?? "nothing") + ", is " + (got?.ToString() ?? "nothing"));
    }
}
