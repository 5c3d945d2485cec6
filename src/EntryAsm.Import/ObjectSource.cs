// SPDX-License-Identifier: MIT
using EntryAsm.Import.Text;

namespace EntryAsm.Import;

/// <summary>An object as a source: disassembled with its symbols and relocations, and read like any other.</summary>
internal static class ObjectSource
{
    public static bool IsObject(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            Span<byte> start = stackalloc byte[4];
            return stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && start.SequenceEqual((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F']);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Reading it says why.
            return false;
        }
    }

    /// <exception cref="ImportException">The object is not one of x86-64, is damaged, or has what the engine has no words for.</exception>
    public static string[] Lines(string path)
    {
        try
        {
            return SourceText.Split(GasWriter.Write(ElfReader.Read(SourceText.Read(path, SourceLocation.None), Path.GetFileNameWithoutExtension(path))));
        }
        catch (EntryAsmException failure)
        {
            throw new ImportException(SourceLocation.None, path + ": " + failure.Reason);
        }
    }
}
