// SPDX-License-Identifier: MIT
namespace EntryAsm.Writers;

/// <summary>A section's properties as GNU as writes them.</summary>
internal static class SectionText
{
    private static readonly (SectionFlags Flag, char Letter)[] Letters =
    [
        (SectionFlags.Alloc, 'a'), (SectionFlags.Write, 'w'), (SectionFlags.Execute, 'x'), (SectionFlags.Merge, 'M'), (SectionFlags.Strings, 'S'),
    ];

    public static string Flags(SectionFlags flags) => new(Letters.Where(pair => (flags & pair.Flag) != 0).Select(static pair => pair.Letter).ToArray());

    public static string Type(SectionType type) => type switch { SectionType.NoBits => "nobits", SectionType.Note => "note", _ => "progbits" };
}
