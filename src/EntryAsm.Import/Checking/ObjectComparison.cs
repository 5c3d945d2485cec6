// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Import.Checking;

/// <summary>Compares two objects: section by section, relocation by relocation, symbol by symbol.</summary>
internal static class ObjectComparison
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
    public static Comparison Compare(ElfFacts expected, ElfFacts actual, SourceSyntax? syntax)
    {
        var differences = new List<string>();
        var choices = new List<string>();
        var macroLabels = 0;
        if (syntax == SourceSyntax.Nasm)
        {
            Placed(expected);
            Placed(actual);
            macroLabels = expected.Symbols.RemoveAll(static symbol => symbol.Binding == 0 && symbol.Name.StartsWith(Nasm.NasmMacro.LocalMark, StringComparison.Ordinal));
        }

        var others = actual.Sections.Where(static section => !IsAside(section.Name)).GroupBy(static section => Key(section), StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.First(), StringComparer.Ordinal);
        foreach (var section in expected.Sections.Where(static section => !IsAside(section.Name)))
        {
            if (syntax == SourceSyntax.Nasm && others.TryGetValue(Key(section), out var aligned) && aligned.Alignment < section.Alignment && section.Alignment <= 16)
            {
                choices.Add(section.Name + ": NASM aligns the section to " + section.Alignment.ToString(CultureInfo.InvariantCulture) + " unasked");
                others[Key(section)] = aligned with { Alignment = section.Alignment };
            }

            if (others.Remove(Key(section), out var other))
                CompareSections(section, other, differences, choices, syntax == SourceSyntax.Nasm);
            else if (section.Size > 0)
                differences.Add("section " + Key(section) + " is missing");
        }

        differences.AddRange(others.Values.Where(static section => section.Size > 0).Select(static section => "section " + Key(section) + " is new"));
        if (choices.Count == 0)
            CompareSymbols(expected, actual, differences);
        else
            CompareSymbols(Placeless(expected), Placeless(actual), differences);
        if (macroLabels > 0)
            choices.Add("NASM's symbol table has the labels of macros' expansions (%%name)");
        return new Comparison(differences, choices);
    }

    /// <summary>Where code has another length, places are others.</summary>
    private static ElfFacts Placeless(ElfFacts facts)
    {
        var all = facts.Symbols.ConvertAll(static symbol => symbol with { Value = 0, Size = 0 });
        facts.Symbols.Clear();
        facts.Symbols.AddRange(all);
        return facts;
    }

    private static void CompareSections(SectionFacts expected, SectionFacts actual, List<string> differences, List<string> choices, bool mayChoose)
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
        if (mayChoose && (expected.Flags & 4) != 0 && !expected.Bytes.AsSpan().SequenceEqual(actual.Bytes) && Choices.Find(expected, actual) is { } found
            && expected.Relocations.Count == actual.Relocations.Count)
        {
            choices.Add(name + ": padding, and the lengths of branches");
            choices.AddRange(found.Select(text => name + ": " + text));
            return;
        }

        Differ("size", expected.Size, actual.Size);
        var at = expected.Bytes.AsSpan().CommonPrefixLength(actual.Bytes);
        if (at < expected.Bytes.Length && at < actual.Bytes.Length)
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"{name}+0x{at:x}: bytes are {Hex(actual.Bytes, at)}, not {Hex(expected.Bytes, at)}"));

        var left = expected.Relocations.ToHashSet();
        var right = actual.Relocations.ToHashSet();
        differences.AddRange(expected.Relocations.Where(line => !right.Contains(line)).Take(MostLines).Select(line => name + Text(line) + " is missing"));
        differences.AddRange(actual.Relocations.Where(line => !left.Contains(line)).Take(MostLines).Select(line => name + Text(line) + " is new"));
    }

    /// <summary>
    /// Relocations as the linker of a kernel sees them: a call's PC32 and PLT32 are one, and a symbol that is defined is a place in its section.
    /// </summary>
    private static void Placed(ElfFacts facts)
    {
        var places = facts.Symbols.Where(static symbol => symbol.Section.Length > 0 && symbol.Binding != 2).GroupBy(static symbol => symbol.Name, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.First(), StringComparer.Ordinal);
        foreach (var section in facts.Sections)
        {
            var all = section.Relocations.ConvertAll(line => (places.TryGetValue(line.Symbol, out var place) ? line with { Symbol = place.Section, Addend = line.Addend + (long)place.Value } : line)
                with { Type = line.Type == 2 ? 4 : line.Type });
            section.Relocations.Clear();
            section.Relocations.AddRange(all);
        }
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
