// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;

namespace EntryAsm.Import.Survey;

/// <summary>
/// The x86-64 files of GNU as's own test suite, from the package binutils-source: each with the options that its test gives where it does not assemble without.
/// </summary>
internal static partial class GasSuite
{
    /// <summary>The files of a folder that are for 64-bit objects: by their name, or because a test assembles them so.</summary>
    public static List<(string Path, string Options)> Files(string folder)
    {
        var options = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var source in Directory.GetFiles(folder, "x86-64*.s"))
            options[Path.GetFileName(source)] = new(ByLength);
        foreach (var test in Directory.GetFiles(folder, "*.d").Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(test, System.Text.Encoding.Latin1);
            var given = AsOptions().Match(text).Groups[1].Value.Trim();
            var name = Path.GetFileNameWithoutExtension(test);
            if (!name.StartsWith("x86-64", StringComparison.Ordinal) && !given.Contains("--64", StringComparison.Ordinal))
                continue;
            var source = Source().Match(text) is { Success: true } match ? match.Groups[1].Value.Trim() : name + ".s";
            if (!options.TryGetValue(source, out var all))
                options[source] = all = new(ByLength);
            all.Add(given);
        }

        return options.Where(pair => File.Exists(Path.Combine(folder, pair.Key)))
            .Select(pair => (Path.Combine(folder, pair.Key), pair.Value.Prepend("").FirstOrDefault(option => SurveyCase.IsTaken(Path.Combine(folder, pair.Key), option)) ?? "")).ToList();
    }

    private static readonly Comparer<string> ByLength = Comparer<string>.Create(static (a, b) => a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b));

    [GeneratedRegex(@"^#as:[ \t]*(.*)$", RegexOptions.Multiline)]
    private static partial Regex AsOptions();

    [GeneratedRegex(@"^#source:[ \t]*(.*)$", RegexOptions.Multiline)]
    private static partial Regex Source();
}
