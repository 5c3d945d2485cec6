// SPDX-License-Identifier: MIT
namespace EntryAsm.Writers;

/// <summary>A section's properties as GNU as writes them.</summary>
internal static class SectionText
{
    private static readonly (SectionFlags Flag, char Letter)[] Letters =
    [
        (SectionFlags.Alloc, 'a'), (SectionFlags.Write, 'w'), (SectionFlags.Execute, 'x'), (SectionFlags.Merge, 'M'), (SectionFlags.Strings, 'S'), (SectionFlags.Group, 'G'), (SectionFlags.LinkOrder, 'o'), (SectionFlags.ThreadLocal, 'T'), (SectionFlags.Retain, 'R'), (SectionFlags.Large, 'l'), (SectionFlags.Exclude, 'e'),
    ];

    public static string Flags(SectionFlags flags) => new(Letters.Where(pair => (flags & pair.Flag) != 0).Select(static pair => pair.Letter).ToArray());

    public static string Type(SectionType type) => type switch
    {
        SectionType.NoBits => "nobits",
        SectionType.Note => "note",
        SectionType.InitArray => "init_array",
        SectionType.FiniArray => "fini_array",
        SectionType.PreinitArray => "preinit_array",
        SectionType.Unwind => "unwind",
        _ => "progbits",
    };
}
