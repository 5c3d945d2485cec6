// SPDX-License-Identifier: MIT
namespace EntryAsm.Assembler;

/// <summary>What GNU as takes a section to be when only its name is given (gABI, "Special Sections").</summary>
internal static class ImpliedSections
{
    private static readonly (string Name, SectionFlags Flags, SectionType Type)[] Table =
    [
        (".bss", SectionFlags.Alloc | SectionFlags.Write, SectionType.NoBits),
        (".data", SectionFlags.Alloc | SectionFlags.Write, SectionType.ProgBits),
        (".fini", SectionFlags.Alloc | SectionFlags.Execute, SectionType.ProgBits),
        (".init", SectionFlags.Alloc | SectionFlags.Execute, SectionType.ProgBits),
        (".note", SectionFlags.None, SectionType.Note),
        (".rodata", SectionFlags.Alloc, SectionType.ProgBits),
        (".text", SectionFlags.Alloc | SectionFlags.Execute, SectionType.ProgBits),
    ];

    public static (SectionFlags Flags, SectionType Type) Of(string name)
    {
        foreach (var row in Table)
        {
            if (name == row.Name || name.StartsWith(row.Name + ".", StringComparison.Ordinal))
                return (row.Flags, row.Type);
        }

        return (SectionFlags.None, SectionType.ProgBits);
    }
}
