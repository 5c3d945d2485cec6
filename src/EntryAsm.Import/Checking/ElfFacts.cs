// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Text;

namespace EntryAsm.Import.Checking;

/// <summary>
/// What an ELF64 object says, read without the engine's own reader: every kind of section and relocation, so that what an assembler made can be compared
/// even where the engine could not have made it (ELF-64 Object File Format, 1.5).
/// </summary>
internal sealed class ElfFacts
{
    private const int SymbolTable = 2, StringTable = 3, RelocationTable = 4, SectionSymbol = 3, FileSymbol = 4, GroupTable = 17;

    /// <summary><c>SHF_LINK_ORDER</c>.</summary>
    private const ulong LinkOrder = 0x80;

    private readonly byte[] file;

    private ElfFacts(byte[] file) => this.file = file;

    public List<SectionFacts> Sections { get; } = [];

    /// <summary>All but those of sections and files, in the order of the table.</summary>
    public List<SymbolLine> Symbols { get; } = [];

    /// <exception cref="InvalidDataException">It is not such an object, or is truncated.</exception>
    public static ElfFacts Read(byte[] file)
    {
        try
        {
            var facts = new ElfFacts(file);
            facts.ReadAll();
            return facts;
        }
        catch (Exception failure) when (failure is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("it is not an ELF64 object, or is truncated", failure);
        }
    }

    private void ReadAll()
    {
        if (file.Length < 64 || !file.AsSpan(0, 5).SequenceEqual((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2]) || U16(18) != 62)
            throw new InvalidDataException("it is not an ELF64 object for x86-64");
        var table = checked((int)U64(40));
        int count = U16(60), names = U16(62);
        var headers = Enumerable.Range(0, count).Select(i => Header(table + (64 * i))).ToArray();
        string SectionName(int i) => i >= 0 && i < count ? Text(headers[names].Offset + headers[i].Name) : i == 0xfff1 ? "*ABS*" : i == 0xfff2 ? "*COM*" : "?";

        var symbols = new List<(string Name, bool IsReal)> { ("", false) };
        foreach (var header in headers)
        {
            if (header.Type == SymbolTable)
                ReadSymbols(header, headers[header.Link], SectionName, symbols);
        }

        var groups = ReadGroups(headers, symbols);
        for (var i = 1; i < count; i++)
        {
            var header = headers[i];
            if (header.Type is 0 or SymbolTable or StringTable or RelocationTable or 17 or 18)
                continue;
            var bytes = header.Type == 8 ? [] : file.AsSpan(header.Offset, header.Size).ToArray();
            var facts = new SectionFacts(SectionName(i), header.Type, header.Flags, header.Alignment, header.EntrySize, header.Size, bytes)
            {
                Group = groups.GetValueOrDefault(i, ""),
                LinkedTo = (header.Flags & LinkOrder) == 0 ? "" : SectionName(header.Link),
            };
            foreach (var relocations in headers)
            {
                if (relocations.Type == RelocationTable && relocations.Info == i)
                    ReadRelocations(relocations, symbols, facts);
            }

            Sections.Add(facts);
        }
    }

    private Dictionary<int, string> ReadGroups(SectionHeader[] headers, List<(string Name, bool IsReal)> symbols)
    {
        var groups = new Dictionary<int, string>();
        foreach (var header in headers)
        {
            for (var at = 4; header.Type == GroupTable && at < header.Size; at += 4)
                groups[checked((int)U32(header.Offset + at))] = symbols[header.Info].Name + (U32(header.Offset) == 0 ? "" : " comdat");
        }

        return groups;
    }

    private void ReadSymbols(SectionHeader header, SectionHeader strings, Func<int, string> sectionName, List<(string Name, bool IsReal)> symbols)
    {
        for (var i = 1; i < header.Size / 24; i++)
        {
            var at = header.Offset + (24 * i);
            var info = file[at + 4];
            int section = U16(at + 6);
            var name = (info & 15) == SectionSymbol ? sectionName(section) : Text(strings.Offset + checked((int)U32(at)));
            symbols.Add((name, true));
            if ((info & 15) is not (SectionSymbol or FileSymbol))
                Symbols.Add(new SymbolLine(name, info >> 4, info & 15, file[at + 5] & 3, section == 0 ? "" : sectionName(section), U64(at + 8), U64(at + 16)));
        }
    }

    private void ReadRelocations(SectionHeader header, List<(string Name, bool IsReal)> symbols, SectionFacts section)
    {
        for (var at = header.Offset; at + 24 <= header.Offset + header.Size; at += 24)
        {
            var info = U64(at + 8);
            section.Relocations.Add(new RelocationLine(U64(at), (int)(uint)info, symbols[checked((int)(info >> 32))].Name, unchecked((long)U64(at + 16))));
        }
    }

    private SectionHeader Header(int at) => new(checked((int)U32(at)), checked((int)U32(at + 4)), U64(at + 8), checked((int)U64(at + 24)), checked((int)U64(at + 32)),
        checked((int)U32(at + 40)), checked((int)U32(at + 44)), U64(at + 48), U64(at + 56));

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));

    private ulong U64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));

    private string Text(int at)
    {
        var end = at;
        while (file[end] != 0)
            end++;
        return System.Text.Encoding.UTF8.GetString(file, at, end - at);
    }

    private readonly record struct SectionHeader(int Name, int Type, ulong Flags, int Offset, int Size, int Link, int Info, ulong Alignment, ulong EntrySize);
}

/// <summary>A section with contents of a program.</summary>
internal sealed record SectionFacts(string Name, int Type, ulong Flags, ulong Alignment, ulong EntrySize, int Size, byte[] Bytes)
{
    public List<RelocationLine> Relocations { get; } = [];

    /// <summary>The group it is in, and whether of its name one is kept; empty where it is in none.</summary>
    public string Group { get; init; } = "";

    /// <summary>The section in whose order it lies; empty where there is none.</summary>
    public string LinkedTo { get; init; } = "";
}

/// <summary>A relocation against a symbol or a section by name.</summary>
internal readonly record struct RelocationLine(ulong Offset, int Type, string Symbol, long Addend);

/// <summary>A symbol; the section is empty for one that is not defined.</summary>
internal readonly record struct SymbolLine(string Name, int Binding, int Type, int Visibility, string Section, ulong Value, ulong Size);
