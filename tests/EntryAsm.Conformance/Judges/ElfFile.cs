// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Text;

namespace EntryAsm.Conformance;

/// <summary>
/// A relocatable object as the judge and we wrote it: section bytes, symbols, relocations. Read by code of its own, so that a mistake in the
/// engine's reader or writer cannot hide.
/// </summary>
internal sealed class ElfFile
{
    private const int SymTab = 2, Rela = 4, NoBits = 8, Rel = 9, SectionSymbol = 3;

    private readonly Dictionary<string, ElfPart> sections = new(StringComparer.Ordinal);

    /// <summary>A section: its bytes and relocations, each as text <c>type symbol+addend</c>.</summary>
    internal sealed record ElfPart(string Name, byte[] Bytes, long Size, List<(long Offset, string What)> Relocations);

    public IReadOnlyDictionary<string, ElfPart> Sections => sections;

    /// <summary>Named symbols: section, value, size, binding and type in words.</summary>
    public Dictionary<string, string> Symbols { get; } = new(StringComparer.Ordinal);

    /// <summary>Where a symbol stands in its section.</summary>
    public Dictionary<string, long> Values { get; } = new(StringComparer.Ordinal);

    public static ElfFile Read(byte[] file)
    {
        var elf = new ElfFile();
        var is64 = file[4] == 2;
        elf.Parse(file, is64);
        return elf;
    }

    /// <summary>The x86-64 relocation type that means what an i386 one does (psABI, "Relocation Types").</summary>
    private static long TypeOf64(long type) => type switch { 1 => 10, 2 => 2, 4 => 4, 20 => 12, 21 => 13, 22 => 14, 23 => 15, _ => 1000 + type };

    /// <summary>Objects of 32 bits keep the addend in the field; it is taken out so that both classes look alike.</summary>
    private static long TakeImplicitAddend(ElfPart target, int offset, long type)
    {
        var field = target.Bytes.AsSpan(offset, type is 14 or 15 ? 1 : type is 12 or 13 ? 2 : 4);
        long addend = field.Length switch
        {
            1 => (sbyte)field[0],
            2 => BinaryPrimitives.ReadInt16LittleEndian(field),
            _ => BinaryPrimitives.ReadInt32LittleEndian(field),
        };
        field.Clear();
        return addend;
    }

    private void Parse(byte[] file, bool is64)
    {
        long Word(int at, int size) => size switch
        {
            2 => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at)),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at)),
            _ => BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(at)),
        };
        var word = is64 ? 8 : 4;
        var headers = (int)Word(is64 ? 0x28 : 0x20, word);
        var headerSize = (int)Word(is64 ? 0x3A : 0x2E, 2);
        var count = (int)Word(is64 ? 0x3C : 0x30, 2);
        var names = (int)Word(is64 ? 0x3E : 0x32, 2);
        long Field(int section, int index) => is64
            ? index switch
            {
                0 => Word(headers + section * headerSize, 4),
                1 => Word(headers + section * headerSize + 4, 4),
                >= 2 and <= 5 => Word(headers + section * headerSize + 8 + (index - 2) * 8, 8),
                6 or 7 => Word(headers + section * headerSize + 40 + (index - 6) * 4, 4),
                _ => Word(headers + section * headerSize + 48 + (index - 8) * 8, 8),
            }
            : Word(headers + section * headerSize + index * 4, 4);
        string Text(long table, long at)
        {
            var start = (int)(Field((int)table, 4) + at);
            return System.Text.Encoding.UTF8.GetString(file, start, Array.IndexOf(file, (byte)0, start) - start);
        }

        var byIndex = new ElfPart?[count];
        for (var section = 1; section < count; section++)
        {
            if (Field(section, 1) is 1 or NoBits or 7 && Text(names, Field(section, 0)) is var name)
            {
                var size = Field(section, 5);
                var bytes = Field(section, 1) == NoBits ? [] : file.AsSpan((int)Field(section, 4), (int)size).ToArray();
                sections[name] = byIndex[section] = new ElfPart(name, bytes, size, []);
            }
        }

        var symbols = new List<string>();
        for (var section = 1; section < count; section++)
        {
            if (Field(section, 1) == SymTab)
                ReadSymbols((int)Field(section, 4), (int)(Field(section, 5) / (is64 ? 24 : 16)), (int)Field(section, 6));
        }

        for (var section = 1; section < count; section++)
        {
            if (Field(section, 1) is Rela or Rel && byIndex[(int)Field(section, 7)] is { } target)
                ReadRelocations((int)Field(section, 4), Field(section, 5), Field(section, 1) == Rela, target);
        }

        void ReadSymbols(int at, int number, int strings)
        {
            for (var index = 0; index < number; index++, at += is64 ? 24 : 16)
            {
                var name = Text(strings, Word(at, 4));
                var info = file[at + (is64 ? 4 : 12)];
                var part = (int)Word(at + (is64 ? 6 : 14), 2);
                var value = Word(at + (is64 ? 8 : 4), word);
                var size = Word(at + (is64 ? 16 : 8), word);
                var place = part < count ? byIndex[part]?.Name ?? "?" : "#" + part;
                symbols.Add((info & 15) == SectionSymbol ? "[" + place + "]" : name);
                if (name.Length == 0 || (info & 15) == SectionSymbol || (info & 15) == 4)
                    continue;
                Symbols[name] = $"{(part == 0 ? "undefined" : place)} 0x{value:x} size {size} binding {info >> 4} type {info & 15}";
                Values[name] = value;
            }
        }

        void ReadRelocations(int at, long bytes, bool hasAddend, ElfPart target)
        {
            var entry = is64 ? 24 : hasAddend ? 12 : 8;
            for (var end = at + bytes; at < end; at += entry)
            {
                var info = Word(at + word, word);
                var (type, symbol) = is64 ? (info & 0xFFFFFFFF, info >> 32) : (info & 0xFF, info >> 8);
                type = is64 ? type : TypeOf64(type);
                var addend = !hasAddend ? TakeImplicitAddend(target, (int)Word(at, word), type) : is64 ? Word(at + 16, 8) : (int)Word(at + 8, 4);
                target.Relocations.Add((Word(at, word), $"{type} {symbols[(int)symbol]}{(addend < 0 ? "-" : "+")}0x{Math.Abs(addend):x}"));
            }

            // GNU as writes those of relaxed branches last; the order means nothing.
            target.Relocations.Sort(static (one, two) => one.Offset != two.Offset ? one.Offset.CompareTo(two.Offset) : string.CompareOrdinal(one.What, two.What));
        }
    }
}
