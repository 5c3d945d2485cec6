// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Import.Checking;

/// <summary>
/// Where NASM chooses otherwise than GNU as: what it says in another way is written alike in both objects, and told apart, so that all else can be compared exactly.
/// Sections whose instructions have other lengths are compared by instruction: relocations, symbols and branches must lie at the same one.
/// </summary>
internal static class NasmChoices
{
    private const int Pc32 = 2, Plt32 = 4, GotPcRel = 9, Absolute32 = 10, Signed32 = 11, GotPcRelX = 41, RexGotPcRelX = 42;

    private const ulong Executable = 4;

    /// <summary>The names of the sections that are compared by instruction.</summary>
    public static HashSet<string> SetApart(ElfFacts expected, ElfFacts actual, List<(SectionFacts Expected, SectionFacts Actual)> pairs, EntryObject? module, List<string> choices)
    {
        Align(pairs, choices);
        Placed(expected);
        Placed(actual);
        actual.Symbols.RemoveAll(static symbol => symbol is { Name: "_GLOBAL_OFFSET_TABLE_", Section: "" });
        Commons(expected);
        Commons(actual);
        var macroLabels = expected.Symbols.RemoveAll(static symbol => symbol.Binding == 0 && symbol.Name.StartsWith(Nasm.NasmMacro.LocalMark, StringComparison.Ordinal));

        Dictionary<string, Places> ours = new(StringComparer.Ordinal), theirs = new(StringComparer.Ordinal);
        foreach (var (section, other) in pairs)
        {
            if ((section.Flags & Executable) == 0 || section.Bytes.AsSpan().SequenceEqual(other.Bytes))
                continue;
            if (module?.FindSection(section.Name) is not { } code || PairedCode.Find(section.Bytes, code.Bytes, code.Items) is not { } pair)
                continue;
            theirs.Add(section.Name, pair.Expected);
            ours.Add(section.Name, pair.Actual);
            choices.Add(section.Name + ": padding, and the lengths of branches");
            choices.AddRange(pair.Choices.Select(text => section.Name + ": " + text));
        }

        if (ours.Count > 0)
        {
            ByInstruction(expected, theirs);
            ByInstruction(actual, ours);
        }

        if (macroLabels > 0)
            choices.Add("NASM's symbol table has the labels of macros' expansions (%%name)");
        return [.. ours.Keys];
    }

    /// <summary>NASM's have no type, and no alignment unasked.</summary>
    private static void Commons(ElfFacts facts)
    {
        for (var i = 0; i < facts.Symbols.Count; i++)
        {
            if (facts.Symbols[i] is { Section: "*COM*" } common)
                facts.Symbols[i] = common with { Type = 0, Value = Math.Max(common.Value, 1) };
        }
    }

    private static void Align(List<(SectionFacts Expected, SectionFacts Actual)> pairs, List<string> choices)
    {
        for (var i = 0; i < pairs.Count; i++)
        {
            var (section, other) = pairs[i];
            if (other.Alignment >= section.Alignment || section.Alignment > 16)
                continue;
            choices.Add(section.Name + ": NASM aligns the section to " + section.Alignment.ToString(CultureInfo.InvariantCulture) + " unasked");
            pairs[i] = (section with { Alignment = other.Alignment }, other);
        }
    }

    /// <summary>
    /// Relocations as the linker of a kernel sees them: a call's PC32 and PLT32 are one, so are those of the global offset table, and a symbol that is defined is a place in
    /// its section.
    /// </summary>
    private static void Placed(ElfFacts facts)
    {
        var places = facts.Symbols.Where(static symbol => symbol.Section.Length > 0 && symbol.Binding != 2).GroupBy(static symbol => symbol.Name, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.First(), StringComparer.Ordinal);
        Change(facts.Sections, line => (places.TryGetValue(line.Symbol, out var place) ? line with { Symbol = place.Section, Addend = line.Addend + (long)place.Value } : line)
            with { Type = line.Type switch { Pc32 => Plt32, GotPcRelX or RexGotPcRelX => GotPcRel, _ => line.Type } });
    }

    /// <summary>Places as item and distance, in the stead of bytes from the section's start.</summary>
    private static void ByInstruction(ElfFacts facts, Dictionary<string, Places> all)
    {
        foreach (var section in facts.Sections)
        {
            var here = all.GetValueOrDefault(section.Name);
            Change([section], line =>
            {
                var (_, fromEnd) = here?.At((long)line.Offset) ?? (0, 0);
                if (all.TryGetValue(line.Symbol, out var there))
                    line = line with { Addend = Written(there, line.Addend - (line.Type == Plt32 ? fromEnd : 0)) };
                return here is null ? line : line with { Offset = (ulong)Written(here, (long)line.Offset), Type = line.Type == Signed32 ? Absolute32 : line.Type };
            });
        }

        var symbols = facts.Symbols.ConvertAll(symbol => !all.TryGetValue(symbol.Section, out var places) ? symbol
            : symbol with { Value = (ulong)Written(places, (long)symbol.Value), Size = symbol.Size == 0 ? 0 : (ulong)Written(places, (long)(symbol.Value + symbol.Size)) });
        facts.Symbols.Clear();
        facts.Symbols.AddRange(symbols);
    }

    private static long Written(Places places, long place)
    {
        var (item, fromEnd) = places.At(place);
        return (item * 65536L) - fromEnd;
    }

    private static void Change(List<SectionFacts> sections, Func<RelocationLine, RelocationLine> change)
    {
        foreach (var section in sections)
        {
            var all = section.Relocations.ConvertAll(line => change(line));
            section.Relocations.Clear();
            section.Relocations.AddRange(all);
        }
    }
}
