// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace EntryAsm;

/// <summary>Section flags (gABI, "Section Attribute Flags").</summary>
[Flags]
public enum SectionFlags
{
    /// <summary>Not loaded.</summary>
    None = 0,

    /// <summary><c>w</c>, <c>SHF_WRITE</c>.</summary>
    Write = 1,

    /// <summary><c>a</c>, <c>SHF_ALLOC</c>.</summary>
    Alloc = 2,

    /// <summary><c>x</c>, <c>SHF_EXECINSTR</c>.</summary>
    Execute = 4,

    /// <summary><c>M</c>, <c>SHF_MERGE</c>: elements of one size that the linker may fold.</summary>
    Merge = 0x10,

    /// <summary><c>S</c>, <c>SHF_STRINGS</c>: the elements are zero-terminated.</summary>
    Strings = 0x20,

    /// <summary><c>o</c>, <c>SHF_LINK_ORDER</c>: is ordered by the section it belongs to (<see cref="EntrySection.LinkedTo"/>).</summary>
    LinkOrder = 0x80,

    /// <summary><c>G</c>, <c>SHF_GROUP</c>: kept or left out together with others (<see cref="EntrySection.Group"/>).</summary>
    Group = 0x200,

    /// <summary><c>T</c>, <c>SHF_TLS</c>: one copy for every thread.</summary>
    ThreadLocal = 0x400,

    /// <summary><c>R</c>, <c>SHF_GNU_RETAIN</c>: the linker keeps it although nothing refers to it.</summary>
    Retain = 0x200000,

    /// <summary><c>l</c>, <c>SHF_X86_64_LARGE</c>: may lie beyond 2 GiB.</summary>
    Large = 0x10000000,

    /// <summary><c>e</c>, <c>SHF_EXCLUDE</c>: left out of what is linked.</summary>
    Exclude = unchecked((int)0x80000000),
}

/// <summary>Section types (gABI, "Section Types").</summary>
public enum SectionType
{
    /// <summary><c>@progbits</c>.</summary>
    ProgBits = 1,

    /// <summary><c>@note</c>.</summary>
    Note = 7,

    /// <summary><c>@nobits</c>: takes no room in the file, zero in memory.</summary>
    NoBits = 8,

    /// <summary><c>@init_array</c>: addresses of functions that run at the start.</summary>
    InitArray = 14,

    /// <summary><c>@fini_array</c>: addresses of functions that run at the end.</summary>
    FiniArray = 15,

    /// <summary><c>@preinit_array</c>: addresses of functions that run before all others.</summary>
    PreinitArray = 16,

    /// <summary><c>@unwind</c>: the psABI's type of <c>.eh_frame</c>.</summary>
    Unwind = 0x70000001,
}

/// <summary>Sections that the linker keeps or leaves out together (gABI, "Section Groups").</summary>
/// <param name="Name">The symbol that the group is named by.</param>
/// <param name="IsComdat">Of groups of that name in several objects, one is kept.</param>
public sealed record EntryGroup(string Name, bool IsComdat);

/// <summary>A section of an <see cref="EntryObject"/>.</summary>
public sealed class EntrySection
{
    internal EntrySection(string name, SectionFlags flags, SectionType type, int entrySize, int alignment, int size, ReadOnlyMemory<byte> bytes,
        ImmutableArray<EntryRelocation> relocations, ImmutableArray<EntryReference> references, ImmutableArray<EntryItem> items, EntryGroup? group = null, int linkedTo = NotLinked)
    {
        Name = name;
        Flags = flags;
        Type = type;
        EntrySize = entrySize;
        Alignment = alignment;
        Size = size;
        Bytes = bytes;
        Relocations = relocations;
        References = references;
        Items = items;
        Group = group;
        LinkedTo = linkedTo;
    }

    /// <summary>The <see cref="LinkedTo"/> of a section without <see cref="SectionFlags.LinkOrder"/>.</summary>
    internal const int NotLinked = -1;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its flags.</summary>
    public SectionFlags Flags { get; }

    /// <summary>Its type.</summary>
    public SectionType Type { get; }

    /// <summary>Bytes of one element where <see cref="SectionFlags.Merge"/> is set, else 0.</summary>
    public int EntrySize { get; }

    /// <summary>The group it is in; null where <see cref="SectionFlags.Group"/> is not set.</summary>
    public EntryGroup? Group { get; }

    /// <summary>Index of the section that orders it; -1 where <see cref="SectionFlags.LinkOrder"/> is not set.</summary>
    public int LinkedTo { get; }

    /// <summary>Alignment in bytes, a power of two.</summary>
    public int Alignment { get; }

    /// <summary>Bytes in memory.</summary>
    public int Size { get; }

    /// <summary>The contents; empty for <see cref="SectionType.NoBits"/>. Fields with a relocation hold zero, as in every RELA object.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The relocations by offset.</summary>
    public ImmutableArray<EntryRelocation> Relocations { get; }

    /// <summary>Every field that was written as a symbol, by offset: those with a relocation and those the layout resolved.</summary>
    public ImmutableArray<EntryReference> References { get; }

    /// <summary>What the section is made of, in order and without gaps: instructions, data, padding, and the C# line of each.</summary>
    public ImmutableArray<EntryItem> Items { get; }
}
