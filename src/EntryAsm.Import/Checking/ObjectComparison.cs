// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Import.Checking;

/// <summary>Compares two objects: section by section, relocation by relocation, symbol by symbol.</summary>
internal static partial class ObjectComparison
{
    private const int MostLines = 20;

    private static readonly string[] RelocationNames =
    [
        "R_X86_64_NONE", "R_X86_64_64", "R_X86_64_PC32", "R_X86_64_GOT32", "R_X86_64_PLT32", "R_X86_64_COPY", "R_X86_64_GLOB_DAT", "R_X86_64_JUMP_SLOT", "R_X86_64_RELATIVE",
        "R_X86_64_GOTPCREL", "R_X86_64_32", "R_X86_64_32S", "R_X86_64_16", "R_X86_64_PC16", "R_X86_64_8", "R_X86_64_PC8",
    ];

    /// <summary>Sections that only tell about the source, and that EntryAsm writes from the C# lines.</summary>
    private static bool IsAside(string section) => section.StartsWith(".debug_", StringComparison.Ordinal) && section != ".debug_frame" || section is ".note.gnu.property";

    /// <summary>Sections are told apart by name and group.</summary>
    private static string Key(SectionFacts section) => section.Group.Length == 0 ? section.Name : section.Name + " in group " + section.Group;

    /// <summary>The differences, a line each.</summary>
    /// <param name="expected">What the assembler made of the source.</param>
    /// <param name="actual">What the module became.</param>
    /// <param name="syntax">Assemblers other than GNU as choose other encodings.</param>
    /// <param name="module">The module itself, which tells where its instructions are; needed where encodings may be others.</param>
    public static Comparison Compare(ElfFacts expected, ElfFacts actual, SourceSyntax? syntax, EntryObject? module = null)
    {
        var differences = new List<string>();
        var choices = new List<string>();
        WithoutUnnamed(expected);
        WithoutUnnamed(actual);
        var others = actual.Sections.Where(static section => !IsAside(section.Name)).GroupBy(static section => Key(section), StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.First(), StringComparer.Ordinal);
        var pairs = new List<(SectionFacts Expected, SectionFacts Actual)>();
        foreach (var section in expected.Sections.Where(static section => !IsAside(section.Name)))
        {
            if (others.Remove(Key(section), out var other))
                pairs.Add((section, other));
            else if (section.Size > 0)
                differences.Add("section " + Key(section) + " is missing");
        }

        var chosen = syntax == SourceSyntax.Nasm ? NasmChoices.SetApart(expected, actual, pairs, module, choices) : [];
        foreach (var (section, other) in pairs)
            CompareSections(section, other, differences, chosen.Contains(section.Name));
        differences.AddRange(others.Values.Where(static section => section.Size > 0).Select(static section => "section " + Key(section) + " is new"));
        CompareSymbols(expected, actual, differences);
        return new Comparison(differences, choices);
    }

    /// <summary>
    /// Numeric labels have names of the assembler's own where a relocation must name one, as in sections of strings: GNU as's <c>.L9</c> with a character 2, ours
    /// <c>.LC0</c>. They are places.
    /// </summary>
    private static void WithoutUnnamed(ElfFacts facts)
    {
        var places = facts.Symbols.Where(static symbol => symbol is { Binding: 0, Section.Length: > 0 } && (symbol.Name.Contains('\u0002', StringComparison.Ordinal) || Unnamed().IsMatch(symbol.Name)))
            .GroupBy(static symbol => symbol.Name, StringComparer.Ordinal).Where(static group => group.Count() == 1).ToDictionary(static group => group.Key, static group => group.First(), StringComparer.Ordinal);
        if (places.Count == 0)
            return;
        facts.Symbols.RemoveAll(symbol => places.ContainsKey(symbol.Name));
        foreach (var section in facts.Sections)
        {
            for (var i = 0; i < section.Relocations.Count; i++)
            {
                var line = section.Relocations[i];
                if (places.TryGetValue(line.Symbol, out var place))
                    section.Relocations[i] = line with { Symbol = place.Section + "+" + place.Value.ToString("x", CultureInfo.InvariantCulture) };
            }
        }
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"^\.LC\d+$")]
    private static partial System.Text.RegularExpressions.Regex Unnamed();

    private static void CompareSections(SectionFacts expected, SectionFacts actual, List<string> differences, bool isChosen)
    {
        var name = expected.Name;
        void Differ<T>(string what, T left, T right)
        {
            if (!EqualityComparer<T>.Default.Equals(left, right))
                differences.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {what} is {right}, not {left}"));
        }

        Differ("type", expected.Type, actual.Type);
        Differ("flags", expected.Flags, actual.Flags);
        Differ("alignment", expected.Alignment, actual.Alignment);
        Differ("section in whose order it lies", expected.LinkedTo, actual.LinkedTo);
        Differ("element size", expected.EntrySize, actual.EntrySize);
        if (!isChosen)
        {
            Differ("size", expected.Size, actual.Size);
            var at = expected.Bytes.AsSpan().CommonPrefixLength(actual.Bytes);
            if (at < expected.Bytes.Length && at < actual.Bytes.Length)
                differences.Add(string.Create(CultureInfo.InvariantCulture, $"{name}+0x{at:x}: bytes are {Hex(actual.Bytes, at)}, not {Hex(expected.Bytes, at)}"));
        }

        var left = expected.Relocations.ToHashSet();
        var right = actual.Relocations.ToHashSet();
        differences.AddRange(expected.Relocations.Where(line => !right.Contains(line)).Take(MostLines).Select(line => name + Text(line) + " is missing"));
        differences.AddRange(actual.Relocations.Where(line => !left.Contains(line)).Take(MostLines).Select(line => name + Text(line) + " is new"));
    }

    private static void CompareSymbols(ElfFacts expected, ElfFacts actual, List<string> differences)
    {
        var left = expected.Symbols.GroupBy(static symbol => symbol).ToDictionary(static group => group.Key, static group => group.Count());
        var right = actual.Symbols.GroupBy(static symbol => symbol).ToDictionary(static group => group.Key, static group => group.Count());
        differences.AddRange(expected.Symbols.Where(symbol => right.GetValueOrDefault(symbol) < left[symbol]).Take(MostLines).Select(static symbol => "symbol " + Text(symbol) + " is missing"));
        differences.AddRange(actual.Symbols.Where(symbol => left.GetValueOrDefault(symbol) < right[symbol]).Take(MostLines).Select(static symbol => "symbol " + Text(symbol) + " is new"));
    }

    private static string Text(RelocationLine line) => string.Create(CultureInfo.InvariantCulture,
        $"+0x{line.Offset:x}: {(line.Type < RelocationNames.Length ? RelocationNames[line.Type] : "relocation " + line.Type)} {line.Symbol}{line.Addend:+0;-0;+0}");

    private static string Text(SymbolLine symbol) => string.Create(CultureInfo.InvariantCulture,
        $"{symbol.Name} ({(symbol.Section.Length == 0 ? "undefined" : symbol.Section + "+0x" + symbol.Value.ToString("x", CultureInfo.InvariantCulture))}, binding {symbol.Binding}, type {symbol.Type}, visibility {symbol.Visibility}, size {symbol.Size})");

    public static string Hex(byte[] bytes, int at) => Convert.ToHexStringLower(bytes.AsSpan(at, Math.Min(12, bytes.Length - at)));
}
