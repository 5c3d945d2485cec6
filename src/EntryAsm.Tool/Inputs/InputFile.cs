// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool;

/// <summary>Reads whole files and says in a word why one cannot be read.</summary>
internal static class InputFile
{
    /// <summary>The largest file that is read, in bytes. An object of entry code has some kilobytes; /dev/zero never ends.</summary>
    public const int MaxSize = 1 << 28;

    public static byte[] Read(string path)
    {
        try
        {
            if (Directory.Exists(path))
                throw new ToolException(path + ": cannot be read: it is a directory");
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return ReadAll(path, stream);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new ToolException(path + ": cannot be read: " + Reasons.Of(failure));
        }
    }

    private static byte[] ReadAll(string path, FileStream stream)
    {
        var result = new MemoryStream();
        var chunk = new byte[64 * 1024];
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            result.Write(chunk, 0, read);
            if (result.Length > MaxSize)
                throw new ToolException(path + ": cannot be read: it is larger than 256 MiB, which no entry code is");
        }

        return result.ToArray();
    }
}
