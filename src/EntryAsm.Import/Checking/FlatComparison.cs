// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Import.Engine;

namespace EntryAsm.Import.Checking;

/// <summary>Compares a module that is linked for an address with a flat binary, as <c>nasm -f bin</c> makes it.</summary>
internal static class FlatComparison
{
    /// <param name="expected">What the assembler made of the source.</param>
    /// <param name="module">The module.</param>
    /// <param name="origin">The address.</param>
    public static Comparison Compare(byte[] expected, EntryObject module, long origin)
    {
        var actual = FlatBinary.Bytes(FlatBinary.Link(module, origin));
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
