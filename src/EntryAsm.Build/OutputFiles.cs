// SPDX-License-Identifier: MIT
namespace EntryAsm.Build;

/// <summary>A file that is to be there when the task is done.</summary>
internal sealed class OutputFile
{
    private string? content;

    private OutputFile(string path, string source)
    {
        Path = path;
        Source = source;
    }

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>The digest of what it is made from.</summary>
    public string Source { get; }

    /// <summary>All it is to hold; null where an earlier build wrote just that, and it lies in <see cref="Place"/>.</summary>
    public byte[]? Bytes { get; private set; }

    /// <summary>Where it lies now.</summary>
    public string Place { get; private set; } = "";

    /// <summary>The digest of its bytes.</summary>
    public string Content => content ??= OutputHistory.Digest(Bytes!);

    public static OutputFile Written(string path, string source, byte[] bytes) => new(path, source) { Bytes = bytes };

    public static OutputFile Unchanged(string path, string place, string source, string content) => new(path, source) { Place = place, content = content };
}

/// <summary>Writes a set of files as if at once: nobody sees half a file, and a set that cannot be written leaves none of itself behind.</summary>
internal static class OutputFiles
{
    public static void WriteAll(IReadOnlyList<OutputFile> files)
    {
        var written = new List<(string Path, string Temporary)>();
        var current = "";
        try
        {
            foreach (var file in files)
            {
                current = file.Path;
                written.Add((file.Path, file.Bytes is { } bytes ? WriteBeside(file.Path, bytes) : file.Place));
            }

            foreach (var (path, place) in written)
            {
                current = path;
                if (place != path)
                    Replace(place, path);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            DeleteAll(written.Select(one => one.Temporary));
            DeleteAll(files.Select(file => file.Path));
            throw BuildException.NotWritable(current, error.Message);
        }
    }

    /// <summary>Deletes what is there of the files. One that cannot be deleted stays: whatever made us delete it has been, or will be, reported.</summary>
    public static void DeleteAll(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    /// <summary>A name that no other build writes: two targets of one project may share a folder.</summary>
    private static string WriteBeside(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = path + "." + Path.GetRandomFileName();
        try
        {
            File.WriteAllBytes(temporary, bytes);
        }
        catch (IOException)
        {
            DeleteAll([temporary]);
            throw;
        }

        return temporary;
    }

    private static void Replace(string temporary, string path)
    {
        if (File.Exists(path))
            File.Replace(temporary, path, destinationBackupFileName: null);
        else
            File.Move(temporary, path);
    }
}
