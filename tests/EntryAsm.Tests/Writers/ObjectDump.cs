// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;

namespace EntryAsm.Tests.Writers;

/// <summary>What readelf and objdump say of an object, without what may differ between two writers of the same: file offsets, header and symbol numbers.</summary>
internal static class ObjectDump
{
    public static string Of(TemporaryFolder folder, string file)
    {
        var sections = Lines(folder.Run("readelf", "-SW", file)).Select(line => Regex.Match(line, @"^\s*\[\s*\d+\] (\S+)\s+(\S+)\s+[0-9a-f]{16} [0-9a-f]+ ([0-9a-f]+) (\S+)\s+([A-Za-z]*)\s+\d+\s+\d+\s+(\d+)"))
            .Where(match => match.Success && match.Groups[2].Value is not ("RELA" or "STRTAB" or "SYMTAB" or "NULL"))
            .Select(match => string.Join(" ", match.Groups.Values.Skip(1).Select(group => group.Value)));
        var relocations = Sorted(Lines(folder.Run("readelf", "-rW", file)).Where(line => !line.Contains("Offset"))
            .Select(line => Regex.Replace(Regex.Replace(line, @" at offset 0x[0-9a-f]+", ""), @"^([0-9a-f]{16})\s+[0-9a-f]{16}\s+", "$1 ")));
        var symbols = Lines(folder.Run("readelf", "-sW", file)).Where(line => Regex.IsMatch(line, @"^\s*\d+: "))
            .Select(line => Regex.Replace(line, @"^\s*\d+: ", "")).Select(line => Regex.Replace(line, @" (\d+) (\S*)$", match => " [" + SectionName(folder, file, int.Parse(match.Groups[1].Value)) + "] " + match.Groups[2].Value))
            .Order(StringComparer.Ordinal);
        var contents = Lines(folder.Run("objdump", "-s", file)).Skip(3);
        return string.Join("\n", (string[])["sections", .. sections, "relocations", .. relocations, "symbols", .. symbols, "contents", .. contents]);
    }

    /// <summary>Relocations of a section in the order of their places; GNU as writes some later than others.</summary>
    private static IEnumerable<string> Sorted(IEnumerable<string> lines)
    {
        var section = "";
        return lines.Select(line => (Section: section = line.StartsWith("Relocation", StringComparison.Ordinal) ? line : section, Line: line))
            .OrderBy(pair => pair.Section, StringComparer.Ordinal).ThenBy(pair => pair.Line.StartsWith("Relocation", StringComparison.Ordinal) ? "" : pair.Line, StringComparer.Ordinal).Select(pair => pair.Line);
    }

    private static string SectionName(TemporaryFolder folder, string file, int index) =>
        Regex.Match(folder.Run("readelf", "-SW", file), @"\[\s*" + index + @"\] (\S+)").Groups[1].Value;

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
