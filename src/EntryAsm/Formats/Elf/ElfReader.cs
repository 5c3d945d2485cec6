// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EntryAsm.Errors;
using EntryAsm.Formats.Elf;
using EntryAsm.Objects;
using EntryAsm.Primitives;
using static EntryAsm.Formats.Elf.ElfFormat;

namespace EntryAsm;

/// <summary>
/// Reads an ELF64 relocatable object for x86-64, such as GNU as or a compiler writes, into an <see cref="EntryObject"/>: to show it, or to compare it
/// with one of ours. Code is decoded into instructions; there is no C# line behind any of it.
/// </summary>
public sealed class ElfReader
{
    private readonly byte[] file;
    private readonly int headersAt;
    private readonly int headerCount;
    private readonly int[] sectionOfHeader;
    private readonly List<int> headerOfSection = [];
    private readonly List<EntrySymbol> symbols = [];
    private readonly Dictionary<int, EntryGroup> groupOf = [];
    private int[] symbolOfElf = [];

    /// <summary>The symbol of address 0; -1 while no relocation counts from there.</summary>
    private int absoluteSymbol = -1;

    private ElfReader(byte[] file)
    {
        this.file = file;
        CheckFileHeader();
        headersAt = Position(40, "the section header table");
        headerCount = U16(60);
        sectionOfHeader = new int[headerCount];
        Need(headersAt, (long)headerCount * SectionHeaderSize, "the section header table");
    }

    /// <summary>The object in a file's bytes.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">What to call it; becomes <see cref="EntryObject.Name"/>.</param>
    /// <param name="bitness">16, 32 or 64: the mode its code is decoded for.</param>
    /// <exception cref="EntryAsmException">EA0024: the file is not such an object, is truncated or corrupt (the message names the file offset), or has
    /// relocations EntryAsm does not know.</exception>
    public static EntryObject Read(byte[] file, string name, int bitness = 64)
    {
        if (bitness is not (16 or 32 or 64))
            throw Error.BadArgument("the mode to decode for is " + NumberText.Decimal(bitness) + " bits; it must be 16, 32 or 64");

        return new ElfReader(file).ReadObject(name, bitness);
    }

    private EntryObject ReadObject(string name, int bitness)
    {
        FindSections();
        ReadSymbols();
        ReadGroups();
        var relocations = ReadRelocations();
        var sections = headerOfSection.Select((header, i) => ReadSection(header, relocations[i])).ToImmutableArray();

        var result = new ElfSectionDecoder(sections, symbols, bitness).Decode(name);
        return EntryObjectCheck.Find(result) is { } error ? throw Corrupt(headersAt, error) : result;
    }

    private void CheckFileHeader()
    {
        if (file.Length < HeaderSize || !file.AsSpan(0, 4).SequenceEqual(Identification.Slice(0, 4)))
            throw Corrupt(0, "it is not an ELF file");
        if (file[4] != 2 || file[5] != 1)
            throw Corrupt(4, "it is not 64-bit little-endian");
        if (U16(16) != Relocatable)
            throw Corrupt(16, "it is not a relocatable object (ET_REL) but of type " + NumberText.Decimal(U16(16)));
        if (U16(18) != MachineX64)
            throw Corrupt(18, "it is not for x86-64 but for machine " + NumberText.Decimal(U16(18)));
        if (U16(58) != SectionHeaderSize)
            throw Corrupt(58, "its section headers have " + NumberText.Decimal(U16(58)) + " bytes instead of 64");
    }

    private void FindSections()
    {
        for (var i = 0; i < headerCount; i++)
        {
            sectionOfHeader[i] = -1;
            if (!IsContent(HeaderType(i)))
                continue;
            sectionOfHeader[i] = headerOfSection.Count;
            headerOfSection.Add(i);
        }
    }

    /// <summary>
    /// Bytes of a program, rather than the tables that describe them. From 0x70000000 on a type is the processor's own (.eh_frame is one), 14 to 16
    /// are constructors.
    /// </summary>
    private static bool IsContent(int type) => type is TypeProgBits or TypeNote or TypeNoBits or >= 14 and <= 16 or >= 0x70000000 and < 0x7fffffff;

    /// <summary>Which group each section is in.</summary>
    private void ReadGroups()
    {
        for (var i = 0; i < headerCount; i++)
        {
            if (HeaderType(i) != TypeGroup)
                continue;
            var at = HeaderAt(i);
            var words = Range(at + 24, Size(at + 32, "the size of a group"), "a group");
            var start = Position(at + 24, "a group");
            if (words.Length < 4)
                throw Corrupt(at + 32, "a group has no contents");
            var group = new EntryGroup(GroupName(at), (I32(start) & GroupComdat) != 0);
            for (var word = start + 4; word + 4 <= start + words.Length; word += 4)
                groupOf[I32(word)] = group;
        }
    }

    /// <summary>The name of the symbol that a group is named by; of a section's symbol, the section's.</summary>
    private string GroupName(int groupAt)
    {
        var (table, symbol) = (I32(groupAt + 40), I32(groupAt + 44));
        if (table < 0 || table >= headerCount || HeaderType(table) != TypeSymbolTable)
            throw Corrupt(groupAt + 40, "a group's symbol table is not there");
        var tableAt = HeaderAt(table);
        var entries = Range(tableAt + 24, Size(tableAt + 32, "the size of the symbol table"), "the symbol table");
        if (symbol <= 0 || symbol >= entries.Length / SymbolSize)
            throw Corrupt(groupAt + 44, "a group is named by symbol " + NumberText.Decimal(symbol) + ", which is not there");
        var at = Position(tableAt + 24, "the symbol table") + symbol * SymbolSize;
        return (file[at + 4] & 0xf) == (int)SymbolType.Section && U16(at + 6) < headerCount ? SectionName(U16(at + 6)) : Name(I32(tableAt + 40), I32(at), at);
    }

    private EntrySection ReadSection(int header, ImmutableArray<EntryRelocation> relocations)
    {
        var at = HeaderAt(header);
        var type = (SectionType)HeaderType(header);
        if (!Enum.IsDefined(typeof(SectionType), type))
            type = SectionType.ProgBits;
        var size = Size(at + 32, "the size of section " + NumberText.Decimal(header));
        var alignment = U64(at + 48);
        if (alignment > 1 << 30 || (alignment & (alignment - 1)) != 0)
            throw Corrupt(at + 48, "section " + NumberText.Decimal(header) + " has an alignment that is not a power of two");

        var bytes = type == SectionType.NoBits ? [] : Range(at + 24, size, "the contents of section " + NumberText.Decimal(header)).ToArray();
        groupOf.TryGetValue(header, out var group);
        var flags = (SectionFlags)Flags((SectionFlags)U64(at + 8)) & ~(group is null ? SectionFlags.Group : SectionFlags.None);
        var linkedTo = (flags & SectionFlags.LinkOrder) == 0 ? EntrySection.NotLinked
            : I32(at + 40) is >= 0 and var link && link < headerCount ? sectionOfHeader[link] : throw Corrupt(at + 40, "section " + NumberText.Decimal(header) + " is ordered by one that is not there");
        return new EntrySection(SectionName(header), flags, type, Size(at + 56, "an element size"),
            Math.Max(1, (int)alignment), size, bytes, relocations, ImmutableArray<EntryReference>.Empty, ImmutableArray<EntryItem>.Empty, group, linkedTo);
    }

    private void ReadSymbols()
    {
        var table = FindHeader(TypeSymbolTable);
        if (table < 0)
            return;

        var at = HeaderAt(table);
        var entries = Range(at + 24, Size(at + 32, "the size of the symbol table"), "the symbol table");
        var start = Position(at + 24, "the symbol table");
        symbolOfElf = new int[entries.Length / SymbolSize];
        for (var i = 0; i < symbolOfElf.Length; i++)
        {
            symbolOfElf[i] = -1;
            if (i != 0 && ReadSymbol(start + i * SymbolSize, I32(at + 40)) is { } symbol)
            {
                symbolOfElf[i] = symbols.Count;
                symbols.Add(symbol);
            }
        }
    }

    /// <summary>The symbol, or null for one that says nothing of the contents: a file name, a place in a section that was left out.</summary>
    private EntrySymbol? ReadSymbol(int at, int strings)
    {
        var (binding, type, index) = (file[at + 4] >> 4, file[at + 4] & 0xf, U16(at + 6));
        if (type == 4 || index is > IndexReserved and not (IndexAbsolute or IndexCommon))
            return null;
        var section = index switch
        {
            IndexUndefined => EntrySymbol.Undefined,
            IndexCommon => EntrySymbol.Common,
            IndexAbsolute => EntrySymbol.Absolute,
            _ when index < headerCount => sectionOfHeader[index],
            _ => throw Corrupt(at + 6, "a symbol is in section " + NumberText.Decimal(index) + ", which is not there"),
        };
        if (index != IndexUndefined && section == EntrySymbol.Undefined)
            return null;

        var known = Enum.IsDefined(typeof(SymbolType), (byte)type) ? (SymbolType)type : SymbolType.None;
        if (known == SymbolType.Section && section < 0)
            return null;
        var name = known == SymbolType.Section ? SectionName(index) : Name(strings, I32(at), at);
        return new EntrySymbol(name, binding switch { 0 => SymbolBinding.Local, 2 => SymbolBinding.Weak, _ => SymbolBinding.Global }, known,
            (SymbolVisibility)(file[at + 5] & 3), section, unchecked((long)U64(at + 8)), unchecked((long)U64(at + 16)), SourceLocation.None);
    }

    private ImmutableArray<EntryRelocation>[] ReadRelocations()
    {
        var result = new ImmutableArray<EntryRelocation>[headerOfSection.Count];
        result.AsSpan().Fill(ImmutableArray<EntryRelocation>.Empty);
        for (var i = 0; i < headerCount; i++)
        {
            var target = HeaderType(i) is TypeRela or TypeRel ? I32(HeaderAt(i) + 44) : -1;
            if (target < 0)
                continue;
            if (target >= headerCount)
                throw Corrupt(HeaderAt(i) + 44, "relocations are for section " + NumberText.Decimal(target) + ", which is not there");
            if (sectionOfHeader[target] < 0)
                continue;
            if (HeaderType(i) == TypeRel)
                throw Corrupt(HeaderAt(i) + 4, "it has relocations without addends (SHT_REL), which the psABI does not use for x86-64");
            result[sectionOfHeader[target]] = ReadRelocations(HeaderAt(i));
        }

        return result;
    }

    private ImmutableArray<EntryRelocation> ReadRelocations(int headerAt)
    {
        var entries = Range(headerAt + 24, Size(headerAt + 32, "the size of a relocation section"), "a relocation section");
        var start = Position(headerAt + 24, "a relocation section");
        var builder = ImmutableArray.CreateBuilder<EntryRelocation>(entries.Length / RelaSize);
        for (var at = start; at + RelaSize <= start + entries.Length; at += RelaSize)
        {
            if (ReadRelocation(at) is { } relocation)
                builder.Add(relocation);
        }

        builder.Sort(static (a, b) => a.Offset.CompareTo(b.Offset));
        return builder.ToImmutable();
    }

    private EntryRelocation? ReadRelocation(int at)
    {
        var type = I32(at + 8);
        if (type == 0)
            return null; // R_X86_64_NONE
        var known = type is > 0 and < 256 ? (RelocationType)type : 0;
        if (known.Width() == 0)
            throw Corrupt(at + 8, "a relocation has type " + NumberText.Decimal(type) + ", which EntryAsm does not know");
        var symbol = I32(at + 12);
        if (symbol == 0)
            return new EntryRelocation(Size(at, "the offset of a relocation"), known, AbsoluteSymbol(), unchecked((long)U64(at + 16)));
        if (symbol < 0 || symbol >= symbolOfElf.Length || symbolOfElf[symbol] < 0)
            throw Corrupt(at + 12, "a relocation names symbol " + NumberText.Decimal(symbol) + ", which is not there");
        return new EntryRelocation(Size(at, "the offset of a relocation"), known, symbolOfElf[symbol], unchecked((long)U64(at + 16)));
    }

    /// <summary>Address 0, which the null symbol stands for.</summary>
    private int AbsoluteSymbol()
    {
        if (absoluteSymbol < 0)
        {
            absoluteSymbol = symbols.Count;
            symbols.Add(new EntrySymbol(Operands.AbsoluteSymbol.Display, SymbolBinding.Local, SymbolType.Section, SymbolVisibility.Default, EntrySymbol.Absolute, 0, 0, SourceLocation.None));
        }

        return absoluteSymbol;
    }

    private int FindHeader(int type)
    {
        for (var i = 0; i < headerCount; i++)
        {
            if (HeaderType(i) == type)
                return i;
        }

        return -1;
    }

    private int HeaderAt(int index) => headersAt + index * SectionHeaderSize;

    private int HeaderType(int index) => I32(HeaderAt(index) + 4);

    private string SectionName(int header) => Name(U16(62), I32(HeaderAt(header)), HeaderAt(header));

    private string Name(int stringsHeader, int offset, int namedAt)
    {
        if (stringsHeader < 0 || stringsHeader >= headerCount)
            throw Corrupt(namedAt, "a name's string table is not there");
        var at = HeaderAt(stringsHeader);
        var strings = Range(at + 24, Size(at + 32, "the size of a string table"), "a string table");
        if (offset < 0 || offset >= strings.Length)
            return offset == 0 ? "" : throw Corrupt(namedAt, "a name is outside its string table");
        var length = strings.Slice(offset).IndexOf((byte)0);
        return length < 0 ? throw Corrupt(namedAt, "a name has no end") : System.Text.Encoding.UTF8.GetString(strings.Slice(offset, length).ToArray());
    }

    private ReadOnlySpan<byte> Range(int offsetAt, int size, string what)
    {
        if (size == 0)
            return [];
        var start = Position(offsetAt, what);
        Need(start, size, what);
        return file.AsSpan(start, size);
    }

    private int Position(int at, string what) =>
        U64(at) <= (ulong)file.Length ? (int)U64(at) : throw Corrupt(at, what + " would begin past the end of the file");

    private int Size(int at, string what) => U64(at) <= int.MaxValue ? (int)U64(at) : throw Corrupt(at, what + " is too large");

    private void Need(long start, long size, string what)
    {
        if (start + size > file.Length)
            throw Corrupt(file.Length, "it ends inside " + what);
    }

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));

    private int I32(int at) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));

    private ulong U64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));

    private static EntryAsmException Corrupt(int offset, string reason) =>
        Error.Format("the file cannot be read as an ELF64 x86-64 object, at file offset 0x" + offset.ToString("x", CultureInfo.InvariantCulture) + ": " + reason);
}
