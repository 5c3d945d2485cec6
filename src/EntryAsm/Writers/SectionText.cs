// SPDX-License-Identifier: MIT
using System.Text;

namespace EntryAsm.Writers;

/// <summary>A section's properties as GNU as writes them.</summary>
internal static class SectionText
{
    private static readonly (SectionFlags Flag, char Letter)[] Letters =
    [
        (SectionFlags.Alloc, 'a'), (SectionFlags.Write, 'w'), (SectionFlags.Execute, 'x'), (SectionFlags.Merge, 'M'), (SectionFlags.Strings, 'S'), (SectionFlags.Group, 'G'), (SectionFlags.LinkOrder, 'o'), (SectionFlags.ThreadLocal, 'T'), (SectionFlags.Retain, 'R'), (SectionFlags.Large, 'l'), (SectionFlags.Exclude, 'e'),
    ];

    public static string Flags(SectionFlags flags)
    {
        var text = new StringBuilder();
        foreach (var (flag, letter) in Letters)
        {
            if ((flags & flag) != 0)
                text.Append(letter);
        }

        return text.ToString();
    }

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
