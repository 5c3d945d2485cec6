// SPDX-License-Identifier: MIT
namespace EntryAsm.Assembler;

/// <summary>What GNU as 2.40 takes a section to be when only its name is given (gABI and psABI AMD64, "Special Sections"; the rest is its own).</summary>
internal static class ImpliedSections
{
    private const SectionFlags Data = SectionFlags.Alloc | SectionFlags.Write, Code = SectionFlags.Alloc | SectionFlags.Execute;

    /// <param name="Name">The name.</param>
    /// <param name="HasParts">The same for names that go on with a dot.</param>
    /// <param name="Flags">The flags.</param>
    /// <param name="Type">The type.</param>
    /// <param name="EntrySize">Bytes of an element.</param>
    private readonly record struct Row(string Name, bool HasParts, SectionFlags Flags, SectionType Type = SectionType.ProgBits, int EntrySize = 0);

    /// <summary>The first that fits.</summary>
    private static readonly Row[] Table =
    [
        new(".text", true, Code),
        new(".data", true, Data),
        new(".data1", false, Data),
        new(".bss", true, Data, SectionType.NoBits),
        new(".rodata", true, SectionFlags.Alloc),
        new(".rodata1", false, SectionFlags.Alloc),
        new(".init", false, Code),
        new(".fini", false, Code),
        new(".plt", false, Code),
        new(".got", false, Data),
        new(".init_array", true, Data, SectionType.InitArray, 8),
        new(".fini_array", true, Data, SectionType.FiniArray, 8),
        new(".preinit_array", true, Data, SectionType.PreinitArray, 8),
        new(".tdata", true, Data | SectionFlags.ThreadLocal),
        new(".tbss", true, Data | SectionFlags.ThreadLocal, SectionType.NoBits),
        new(".ldata", true, Data | SectionFlags.Large),
        new(".lbss", true, Data | SectionFlags.Large, SectionType.NoBits),
        new(".lrodata", true, SectionFlags.Alloc | SectionFlags.Large),
        new(".persistent.bss", false, Data, SectionType.NoBits),
        new(".persistent", true, Data),
        new(".noinit", true, Data, SectionType.NoBits),
        new(".gnu.linkonce.b", true, Data, SectionType.NoBits),
        new(".gnu.linkonce.n", true, Data, SectionType.NoBits),
        new(".gnu.linkonce.p", true, Data),
        new(".gnu.linkonce.lb", true, Data | SectionFlags.Large, SectionType.NoBits),
        new(".gnu.linkonce.lt", true, Code | SectionFlags.Large),
        new(".gnu.linkonce.lr", true, SectionFlags.Alloc | SectionFlags.Large),
        new(".note.GNU-stack", false, SectionFlags.None),
    ];

    public static (SectionFlags Flags, SectionType Type, int EntrySize) Of(string name)
    {
        foreach (var row in Table)
        {
            if (name == row.Name || (row.HasParts && name.StartsWith(row.Name + ".", StringComparison.Ordinal)))
                return (row.Flags, row.Type, row.EntrySize);
        }

        if (name.StartsWith(".gnu.lto_", StringComparison.Ordinal))
            return (SectionFlags.Exclude, SectionType.ProgBits, 0);
        return (SectionFlags.None, name.StartsWith(".note", StringComparison.Ordinal) ? SectionType.Note : SectionType.ProgBits, 0);
    }
}
