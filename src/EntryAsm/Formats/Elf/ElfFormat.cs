// SPDX-License-Identifier: MIT
namespace EntryAsm.Formats.Elf;

/// <summary>Numbers of ELF64 (gABI chapters 4 and 5; psABI AMD64 chapter 4) that both the writer and the reader need. Sizes are in bytes.</summary>
internal static class ElfFormat
{
    public const int HeaderSize = 64, SectionHeaderSize = 64, SymbolSize = 24, RelaSize = 24;

    public const ushort Relocatable = 1;
    public const ushort MachineX64 = 62;

    public const int TypeNull = 0, TypeProgBits = 1, TypeSymbolTable = 2, TypeStringTable = 3, TypeRela = 4, TypeNote = 7, TypeNoBits = 8, TypeRel = 9, TypeGroup = 17;

    /// <summary><c>SHF_WRITE</c>, <c>SHF_ALLOC</c>, <c>SHF_EXECINSTR</c>, <c>SHF_MERGE</c>, <c>SHF_STRINGS</c>, <c>SHF_INFO_LINK</c>.</summary>
    public const ulong FlagWrite = 1, FlagAlloc = 2, FlagExecute = 4, FlagMerge = 0x10, FlagStrings = 0x20, FlagInfoLink = 0x40;

    /// <summary><c>SHF_LINK_ORDER</c>, <c>SHF_GROUP</c>.</summary>
    public const ulong FlagLinkOrder = 0x80, FlagGroup = 0x200;

    /// <summary><c>GRP_COMDAT</c>: of groups of one name the linker keeps one.</summary>
    public const int GroupComdat = 1;

    /// <summary><c>SHF_TLS</c>, <c>SHF_GNU_RETAIN</c>, <c>SHF_X86_64_LARGE</c>, <c>SHF_EXCLUDE</c>.</summary>
    public const ulong FlagThreadLocal = 0x400, FlagRetain = 0x200000, FlagLarge = 0x10000000, FlagExclude = 0x80000000;

    /// <summary><c>SHN_UNDEF</c>, <c>SHN_LORESERVE</c>, <c>SHN_ABS</c>, <c>SHN_COMMON</c>.</summary>
    public const ushort IndexUndefined = 0, IndexReserved = 0xff00, IndexAbsolute = 0xfff1, IndexCommon = 0xfff2;

    /// <summary><c>ELFOSABI_GNU</c>.</summary>
    public const byte OsAbiGnu = 3;

    /// <summary>The first bytes of every x86-64 object: magic, ELFCLASS64, ELFDATA2LSB, EV_CURRENT, ELFOSABI_NONE.</summary>
    public static ReadOnlySpan<byte> Identification => [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0];

    /// <summary>The flags as ELF has them. <see cref="SectionFlags"/> uses the same numbers.</summary>
    public static ulong Flags(SectionFlags flags) => (uint)flags & (FlagWrite | FlagAlloc | FlagExecute | FlagMerge | FlagStrings | FlagLinkOrder | FlagGroup | FlagThreadLocal | FlagRetain | FlagLarge | FlagExclude);
}
