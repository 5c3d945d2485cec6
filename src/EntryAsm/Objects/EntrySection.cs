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
}

/// <summary>A section of an <see cref="EntryObject"/>.</summary>
public sealed class EntrySection
{
    internal EntrySection(string name, SectionFlags flags, SectionType type, int entrySize, int alignment, int size, ReadOnlyMemory<byte> bytes,
        ImmutableArray<EntryRelocation> relocations, ImmutableArray<EntryReference> references, ImmutableArray<EntryItem> items)
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
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its flags.</summary>
    public SectionFlags Flags { get; }

    /// <summary>Its type.</summary>
    public SectionType Type { get; }

    /// <summary>Bytes of one element where <see cref="SectionFlags.Merge"/> is set, else 0.</summary>
    public int EntrySize { get; }

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
