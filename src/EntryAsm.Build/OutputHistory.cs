// SPDX-License-Identifier: MIT
using System.Security.Cryptography;
using System.Text;

namespace EntryAsm.Build;

/// <summary>
/// What the outputs of the last build were made from. An output whose module and settings have not changed is not written again: it keeps its time stamp, and with it everything that was made from it.
/// Each line has the digest of what the output was made from, the digest of its bytes, and its path. The compiler is never run beside old outputs: until it succeeds they lie in a folder of their own.
/// </summary>
internal sealed class OutputHistory
{
    private readonly OutputManifest paths;
    private readonly string file, aside;
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    /// <param name="paths">How paths are written.</param>
    /// <param name="file">The file that holds this.</param>
    /// <param name="aside">The folder that outputs are moved to while the compiler runs.</param>
    public OutputHistory(OutputManifest paths, string file, string aside)
    {
        this.paths = paths;
        this.file = paths.Full(file);
        this.aside = paths.Full(aside);
    }

    private sealed record Entry(string Source, string Content);

    /// <summary>Reads what the last build left; nothing where there was none.</summary>
    public void Read()
    {
        if (!File.Exists(file))
            return;
        foreach (var columns in File.ReadAllLines(file, System.Text.Encoding.UTF8).Select(line => line.Split([' '], 3)).Where(columns => columns.Length == 3))
        {
            var path = paths.Full(columns[2]);
            entries[path] = new Entry(columns[0], columns[1]);
            names[columns[0]] = Path.GetFileNameWithoutExtension(path);
        }
    }

    /// <summary>The name of the module with that digest, if the last build wrote it: it saves decoding the module.</summary>
    public string? ModuleName(string source) => names.TryGetValue(source, out var name) ? name : null;

    /// <summary>The output as it is to be: where it lies if it is there, made from the same and nobody has changed it; otherwise null.</summary>
    public OutputFile? Unchanged(string path, string source)
    {
        if (!entries.TryGetValue(path, out var entry) || entry.Source != source)
            return null;
        return new[] { path, Path.Combine(aside, Path.GetFileName(path)) }.FirstOrDefault(place => ContentOf(place) == entry.Content) is { } place
            ? OutputFile.Unchanged(path, place, source, entry.Content)
            : null;
    }

    public void Write(IEnumerable<OutputFile> files)
    {
        var lines = files.Select(one => one.Source + " " + one.Content + " " + paths.Short(one.Path) + "\n");
        OutputFiles.WriteAll([OutputFile.Written(file, "", new UTF8Encoding(false).GetBytes(string.Concat(lines)))]);
        ForgetAside();
    }

    public void Delete()
    {
        OutputFiles.DeleteAll([file]);
        ForgetAside();
    }

    /// <summary>The digest of a text.</summary>
    public static string Digest(string text) => Digest(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>A digest as text.</summary>
    public static string Digest(byte[] bytes)
    {
        using var algorithm = SHA256.Create();
        return BitConverter.ToString(algorithm.ComputeHash(bytes)).Replace("-", "");
    }

    private void ForgetAside()
    {
        if (Directory.Exists(aside))
            OutputFiles.DeleteAll(Directory.GetFiles(aside));
    }

    private static string? ContentOf(string path)
    {
        try
        {
            return File.Exists(path) ? Digest(File.ReadAllBytes(path)) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // it is written anew, and what is wrong with it is told then
        }
    }
}
