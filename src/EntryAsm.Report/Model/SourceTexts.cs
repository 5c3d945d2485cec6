// SPDX-License-Identifier: MIT
namespace EntryAsm.Report.Model;

/// <summary>
/// The C# lines that made instructions, from the files that a module names. A module may come from anywhere: whatever it names, only C# files below given
/// folders, or among given files, are read.
/// </summary>
internal sealed class SourceTexts
{
    private const string Extension = ".cs";

    /// <summary>No C# file of people is longer, in bytes.</summary>
    private const long MostBytes = 4 << 20;

    /// <summary>Of a longer line only the start is shown.</summary>
    private const int LongestLine = 160;

    private readonly Func<string, string?> find;
    private readonly Dictionary<string, string[]> files = new(StringComparer.Ordinal);

    private SourceTexts(Func<string, string?> find) => this.find = find;

    /// <summary>For reports that shall not show sources.</summary>
    public static SourceTexts None { get; } = new(static _ => null);

    /// <summary>Files below folders; the first folder that has one counts.</summary>
    public static SourceTexts Below(IReadOnlyList<string> folders) =>
        new(name => IsBelow(name) ? folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) : null);

    /// <summary>The files of a compilation, by the end of their paths; where two have the same, none.</summary>
    public static SourceTexts Among(IReadOnlyList<string> paths) => new(name =>
    {
        var found = paths.Where(path => IsBelow(name) && ("/" + path.Replace('\\', '/')).EndsWith("/" + name, StringComparison.Ordinal) && File.Exists(path)).Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    });

    /// <summary>A line without the space around it; empty where it cannot be read.</summary>
    public string Of(string file, int line)
    {
        var lines = Lines(file);
        if (line < 1 || line > lines.Length)
            return "";
        var text = lines[line - 1].Trim().Replace('\t', ' ');
        return text.Length <= LongestLine ? text : text.Substring(0, LongestLine - 1) + "…";
    }

    /// <summary>All that can be read of some files: what a report with these lines depends on.</summary>
    public string AllOf(IEnumerable<string> names) => string.Join("\n", names.Select(name => name + "\n" + string.Join("\n", Lines(name))));

    private string[] Lines(string file)
    {
        if (!files.TryGetValue(file, out var lines))
            files.Add(file, lines = Read(file));
        return lines;
    }

    private string[] Read(string file)
    {
        try
        {
            return file.EndsWith(Extension, StringComparison.Ordinal) && find(file) is { } path && new FileInfo(path).Length <= MostBytes ? File.ReadAllLines(path) : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return [];
        }
    }

    private static bool IsBelow(string name) => !Path.IsPathRooted(name) && !name.Split('/', '\\').Contains("..");
}
