// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Import.Checking;

/// <summary>Compares a module that is linked for an address with a flat binary, as <c>nasm -f bin</c> makes it.</summary>
internal static class FlatComparison
{
    /// <param name="expected">What the assembler made of the source.</param>
    /// <param name="module">The module.</param>
    /// <param name="origin">The address.</param>
    public static Comparison Compare(byte[] expected, EntryObject module, long origin) =>
        Compare(expected, Bytes(Link(module, origin)));

    /// <summary>A module at the address of its flat binary.</summary>
    /// <exception cref="ImportException">It names a symbol that it does not define, or an address does not fit its field.</exception>
    public static EntryImage Link(EntryObject module, long origin)
    {
        if (module.Symbols.FirstOrDefault(static symbol => !symbol.IsDefined) is { Name.Length: > 0 } missing)
            throw new ImportException(missing.Line, "symbol '" + missing.Name + "' is not defined, and no linker finds it for a flat binary");
        try
        {
            return EntryImage.Link(module, (ulong)origin);
        }
        catch (EntryAsmException failure)
        {
            throw new ImportException(failure.Location, failure.Reason);
        }
    }

    /// <summary>A linked image as one run of bytes from its lowest address, gaps filled with zeros.</summary>
    public static byte[] Bytes(EntryImage image)
    {
        var filled = image.Sections.Where(static section => !section.Bytes.IsEmpty).ToList();
        if (filled.Count == 0)
            return [];
        var start = filled.Min(static section => section.Address);
        var bytes = new byte[filled.Max(section => section.Address - start + (ulong)section.Bytes.Length)];
        foreach (var section in filled)
            section.Bytes.CopyTo(bytes.AsMemory((int)(section.Address - start)));
        return bytes;
    }

    private static Comparison Compare(byte[] expected, byte[] actual)
    {
        if (expected.AsSpan().SequenceEqual(actual))
            return new Comparison([], []);
        if (Choices.DiffersInPadding(expected, actual))
            return new Comparison([], ["padding"]);
        var at = expected.AsSpan().CommonPrefixLength(actual);
        var differences = new List<string>();
        if (expected.Length != actual.Length)
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"the binary has {actual.Length} bytes, not {expected.Length}"));
        if (at < Math.Min(expected.Length, actual.Length))
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"+0x{at:x}: bytes are {ObjectComparison.Hex(actual, at)}, not {ObjectComparison.Hex(expected, at)}"));
        return new Comparison(differences, []);
    }
}
