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
    /// <param name="marked">The module with marks of what its bytes are, where that is another object.</param>
    public static Comparison Compare(byte[] expected, EntryObject module, long origin, EntryObject? marked = null)
    {
        var image = FlatBinary.Link(module, origin);
        var actual = FlatBinary.Bytes(image);
        if (expected.AsSpan().SequenceEqual(actual))
            return new Comparison([], []);
        if (expected.Length == actual.Length && Find(expected, image, marked ?? module) is { } choices)
            return new Comparison([], ["padding", .. choices]);
        var at = expected.AsSpan().CommonPrefixLength(actual);
        var differences = new List<string>();
        if (expected.Length != actual.Length)
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"the binary has {actual.Length} bytes, not {expected.Length}"));
        if (at < Math.Min(expected.Length, actual.Length))
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"+0x{at:x}: bytes are {ObjectComparison.Hex(actual, at)}, not {ObjectComparison.Hex(expected, at)}"));
        return new Comparison(differences, []);
    }

    /// <summary>The instructions that are encoded otherwise in as many bytes; null where something else differs.</summary>
    private static List<string>? Find(byte[] expected, EntryImage image, EntryObject module)
    {
        var start = image.Sections.Where(static section => !section.Bytes.IsEmpty).Min(static section => section.Address);
        var choices = new List<string>();
        var rest = expected.ToArray();
        foreach (var section in image.Sections.Where(static section => !section.Bytes.IsEmpty))
        {
            var place = (int)(section.Address - start);
            if (module.FindSection(section.Name) is not { } code || PairedCode.Find(expected[place..(place + section.Bytes.Length)], section.Bytes, code.Items) is not { } pair)
                return null;
            choices.AddRange(pair.Choices);
            rest.AsSpan(place, section.Bytes.Length).Clear();
        }

        return rest.AsSpan().ContainsAnyExcept((byte)0) ? null : choices;
    }
}
