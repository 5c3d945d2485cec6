// SPDX-License-Identifier: MIT
using EntryAsm.Import.Checking;
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

    /// <summary>The object as lines of GNU as.</summary>
    /// <param name="path">The file.</param>
    /// <param name="hasAlignments">Whether what alignments padded becomes alignments again; otherwise <c>.nops</c>.</param>
    /// <exception cref="ImportException">The object is not one of x86-64, is damaged, or has what the engine has no words for.</exception>
    public static string[] Lines(string path, bool hasAlignments)
    {
        try
        {
            var found = ObjectPadding.Find(ElfReader.Read(SourceText.Read(path, SourceLocation.None), Path.GetFileNameWithoutExtension(path)), hasAlignments);
            return Array.ConvertAll(SourceText.Split(GasWriter.Write(found)), WithNops);
        }
        catch (EntryAsmException failure)
        {
            throw new ImportException(SourceLocation.None, path + ": " + failure.Reason);
        }
    }

    /// <summary>Whether the module came to the object; true where that cannot be told.</summary>
    public static bool IsSame(string path, EntryObject direct)
    {
        try
        {
            return ObjectComparison.Compare(ElfFacts.Read(SourceText.Read(path, SourceLocation.None)), ElfFacts.Read(ElfWriter.Write(direct)), null).Differences.Count == 0;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    /// <summary>Runs of one-byte instructions that do nothing stand for longer ones (<see cref="ObjectPadding"/>).</summary>
    private static string WithNops(string line) => line.StartsWith("\t.skip\t", StringComparison.Ordinal) && line.EndsWith(", 0x90", StringComparison.Ordinal) ? "\t.nops\t" + line[7..^6] : line;
}
