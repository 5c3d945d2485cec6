// SPDX-License-Identifier: GPL-2.0-only
using System.Globalization;
using EntryAsm;

namespace Sample;

/// <summary>What a module became, in a few lines.</summary>
internal static class Summary
{
    public static void Write(EntryObject entries, TextWriter output)
    {
        Row(output, "module", entries.Name);
        Row(output, "routines", Routines(entries));
        Row(output, "bytes", string.Join(", ", entries.Sections.Where(s => s.Size != 0).Select(s => s.Name + " " + Number(s.Size))));
        Row(output, "relocations", Relocations(entries));
        Row(output, "tables", string.Join(", ", Tables(entries).Where(t => t.Count != 0).Select(t => Number(t.Count) + " " + t.Name)));
    }

    /// <summary>What the generator put into this assembly while it was built, held against what running the module gives.</summary>
    public static void WriteGenerated(EntryObject entries, TextWriter output)
    {
        var code = KernelEntryCode.Sections.entry_text;
        var isSameCode = code.SequenceEqual(entries.FindSection(".entry.text")!.Bytes.Span);
        var generated = AssemblyObjects.From(typeof(KernelEntry).Assembly).Single(module => module.Name == entries.Name);
        var isSameObject = ElfWriter.Write(generated).AsSpan().SequenceEqual(ElfWriter.Write(entries));
        Row(output, "in assembly", Number(code.Length) + " bytes of .entry.text" + (isSameCode && isSameObject ? ", the object they belong to equals the executed one" : ": NOT what running the module gives"));
    }

    private static string Routines(EntryObject entries)
    {
        var routines = entries.Symbols.Where(s => s.Section >= 0 && s.Size != 0 && (entries.Sections[s.Section].Flags & SectionFlags.Execute) != 0).ToArray();
        return Number(routines.Length) + " in " + Number(routines.Sum(r => r.Size)) + " bytes: " + string.Join(", ", routines.Select(r => r.Name));
    }

    private static string Relocations(EntryObject entries) => string.Join(", ", entries.Sections
        .SelectMany(s => s.Relocations)
        .GroupBy(r => r.Type)
        .OrderBy(g => g.Key)
        .Select(g => Number(g.Count()) + " R_X86_64_" + g.Key.ToString().Replace("Abs", "", StringComparison.Ordinal)));

    private static IEnumerable<(string Name, int Count)> Tables(EntryObject entries)
    {
        var tables = EntryTables.Of(entries);
        yield return ("interrupt gates", entries.Gates.Length);
        yield return ("exception table entries", tables.ExceptionTable.Length);
        yield return ("alternatives", tables.Alternatives.Length);
        yield return ("unwind hints", tables.UnwindHints.Length);
        yield return ("annotations", tables.Annotations.Length);
        yield return ("paravirt sites", tables.ParavirtSites.Length);
        yield return ("static branches", tables.StaticBranches.Length);
        yield return ("exported symbols", tables.ExportedSymbols.Length);
    }

    private static void Row(TextWriter output, string name, string value) => output.WriteLine(name.PadRight(13) + value);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
