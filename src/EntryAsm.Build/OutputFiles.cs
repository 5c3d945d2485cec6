// SPDX-License-Identifier: MIT
namespace EntryAsm.Build;

/// <summary>A file that is to be written.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Bytes">All it holds.</param>
internal sealed record OutputFile(string Path, byte[] Bytes);

/// <summary>Writes a set of files as if at once: nobody sees half a file, and a set that cannot be written leaves none of itself behind.</summary>
internal static class OutputFiles
{
    public static void WriteAll(IReadOnlyList<OutputFile> files)
    {
        var written = new List<(OutputFile File, string Temporary)>();
        var current = "";
        try
        {
            foreach (var file in files)
            {
                current = file.Path;
                written.Add((file, WriteBeside(file)));
            }

            foreach (var (file, temporary) in written)
            {
                current = file.Path;
                Replace(temporary, file.Path);
            }
        }
        catch (Exception mistake) when (mistake is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            DeleteAll(written.Select(one => one.Temporary));
            DeleteAll(files.Select(file => file.Path));
            throw BuildException.NotWritable(current, mistake.Message);
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
            catch (Exception mistake) when (mistake is IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    /// <summary>A name that no other build writes: two targets of one project may share a folder.</summary>
    private static string WriteBeside(OutputFile file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
        var temporary = file.Path + "." + Path.GetRandomFileName();
        try
        {
            File.WriteAllBytes(temporary, file.Bytes);
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
