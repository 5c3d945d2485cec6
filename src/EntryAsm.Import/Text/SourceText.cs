// SPDX-License-Identifier: MIT
using System.Text;

namespace EntryAsm.Import.Text;

/// <summary>A file as lines of text.</summary>
internal static class SourceText
{
    /// <summary>More is no source that a person wrote.</summary>
    public const int LargestFile = 32 << 20;

    private const int MostLines = 2_000_000, LongestLine = 1 << 20;

    /// <summary>The lines of a file, one character a byte: what a text in quotes becomes is bytes.</summary>
    /// <exception cref="ImportException">The file cannot be read, is too large, or is no text.</exception>
    public static string[] ReadLines(string path, SourceLocation from)
    {
        var bytes = Read(path, from);
        if (bytes.AsSpan().Contains((byte)0))
            throw new ImportException(from.Line == 0 ? new SourceLocation(path, 1) : from, "'" + path + "' is not an assembler source: it has bytes of value 0");
        if (bytes.AsSpan().Count((byte)'\n') > MostLines)
            throw new ImportException(from, "'" + path + "' has more than 2,000,000 lines; split it");
        var lines = Split(System.Text.Encoding.Latin1.GetString(bytes));
        var tooLong = Array.FindIndex(lines, static line => line.Length > LongestLine);
        return tooLong < 0 ? lines : throw new ImportException(new SourceLocation(path, tooLong + 1), "the line is longer than 1 MiB; split it");
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="ImportException">It cannot be read, or is too large.</exception>
    public static byte[] Read(string path, SourceLocation from)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var bytes = new byte[4096];
            var length = 0;
            while (stream.Read(bytes, length, bytes.Length - length) is var got and > 0)
            {
                length += got;
                if (length > LargestFile)
                    throw new ImportException(from, "'" + path + "' has more than 32 MiB; split it");
                if (length == bytes.Length)
                    Array.Resize(ref bytes, length * 2);
            }

            return bytes[..length];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ImportException(from, "cannot read '" + path + "': " + failure.Message.ReplaceLineEndings(" "));
        }
    }

    public static string[] Split(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        return lines.Length > 0 && lines[^1].Length == 0 ? lines[..^1] : lines;
    }
}
