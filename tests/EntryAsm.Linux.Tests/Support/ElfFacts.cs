// SPDX-License-Identifier: GPL-2.0-only
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EntryAsm.Linux.Tests;

/// <summary>A stretch of a section from one symbol to the next.</summary>
internal sealed record RangeFacts(string Symbol, long Offset, long Size, string Digest, int Relocations, string RelocationsDigest);

/// <summary>What a section of an object says, without how the file is laid out. Some figures have of the relocations but number and digest.</summary>
internal sealed record SectionFacts(string Flags, long Alignment, long Size, string Digest, int RelocationCount, string RelocationsDigest,
    IReadOnlyList<string>? Relocations, IReadOnlyList<RangeFacts> Ranges);

/// <summary>What a symbol defined in an object says.</summary>
internal sealed record SymbolFacts(string Section, long Value, string Binding, string Type, long Size);

/// <summary>What an ELF object says. A relocation's target is section and offset when the object defines the symbol, and name and addend otherwise.</summary>
internal sealed class ElfFacts
{
    private static readonly HashSet<string> AlwaysThere = new(["", ".text", ".data", ".bss"], StringComparer.Ordinal);
    private static readonly HashSet<string> Unloaded = new([".symtab", ".strtab", ".shstrtab", ".note.GNU-stack", ".note.gnu.property", ".comment"], StringComparer.Ordinal);

    private readonly byte[] file;
    private readonly List<Header> headers = [];
    private readonly List<Entry> entries = [];

    private ElfFacts(byte[] file)
    {
        this.file = file;
        ReadHeaders();
        ReadSymbols();
        for (var i = 0; i < headers.Count; i++)
            AddSection(i);
        AddSymbols();
    }

    public SortedDictionary<string, SectionFacts> Sections { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, SymbolFacts> Symbols { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Undefined { get; } = new(StringComparer.Ordinal);

    public static ElfFacts Read(byte[] file) => new(file);

    public static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];

    private void ReadHeaders()
    {
        var table = (int)U64(40);
        int count = U16(60), names = U16(62);
        for (var i = 0; i < count; i++)
        {
            var at = table + 64 * i;
            headers.Add(new Header((int)U32(at), (int)U32(at + 4), U64(at + 8), (int)U64(at + 24), (int)U64(at + 32), (int)U32(at + 40), (int)U32(at + 44), (long)U64(at + 48)));
        }

        for (var i = 0; i < count; i++)
            headers[i] = headers[i] with { Name = Text(headers[names].Offset + headers[i].NameOffset) };
    }

    private void ReadSymbols()
    {
        var table = headers.Single(h => h.Type == 2);
        for (var at = table.Offset; at < table.Offset + table.Size; at += 24)
        {
            entries.Add(new Entry(Text(headers[table.Link].Offset + (int)U32(at)), file[at + 4] >> 4, file[at + 4] & 15, U16(at + 6), (long)U64(at + 8), (long)U64(at + 16)));
        }
    }

    private void AddSection(int index)
    {
        var header = headers[index];
        var isTable = header.Type is 0 or 2 or 3 or 4 or 17;
        if (isTable || Unloaded.Contains(header.Name) || (AlwaysThere.Contains(header.Name) && header.Size == 0))
            return;
        var relocations = headers.Where(h => h.Type == 4 && h.Info == index).SelectMany(ReadRelocations).OrderBy(r => r.Offset).ToList();
        var flags = string.Concat(new[] { (1, "W"), (2, "A"), (4, "X") }.Where(f => ((int)header.Flags & f.Item1) != 0).Select(f => f.Item2));
        Sections.Add(header.Name, new SectionFacts(flags, header.Alignment, header.Size, Digest(Body(header)), relocations.Count,
            DigestOf(relocations, 0), [.. relocations.Select(r => r.Text(0))], [.. Ranges(index, relocations)]));
    }

    private IEnumerable<Relocation> ReadRelocations(Header table)
    {
        for (var at = table.Offset; at < table.Offset + table.Size; at += 24)
        {
            var symbol = entries[(int)U32(at + 12)];
            var addend = (long)U64(at + 16);
            var target = symbol.Section == 0 ? symbol.Name + Signed(addend) : headers[symbol.Section].Name + Signed(symbol.Value + addend);
            yield return new Relocation((long)U64(at), TypeName((int)U32(at + 8)), target);
        }
    }

    private IEnumerable<RangeFacts> Ranges(int section, List<Relocation> relocations)
    {
        var header = headers[section];
        var marks = entries.Where(e => e.Section == section && e.Type != 3).Select(e => (e.Value, e.Name)).Distinct()
            .OrderBy(m => m.Value).ThenBy(m => m.Name, StringComparer.Ordinal).ToList();
        foreach (var (start, name) in marks)
        {
            var end = marks.Select(m => m.Value).Where(v => v > start).DefaultIfEmpty(header.Size).Min();
            var inside = relocations.Where(r => r.Offset >= start && r.Offset < end).ToList();
            yield return new RangeFacts(name, start, end - start, Digest(Body(header)[(int)start..(int)end]), inside.Count, DigestOf(inside, start));
        }
    }

    private void AddSymbols()
    {
        foreach (var entry in entries.Where(e => e.Type is not (3 or 4) && e.Name.Length != 0))
        {
            if (entry.Section == 0)
                Undefined.Add(entry.Name);
            else if (entry.Section < headers.Count)
                Symbols.Add(entry.Name, new SymbolFacts(headers[entry.Section].Name, entry.Value, Binding(entry.Binding), SymbolType(entry.Type), entry.Size));
        }
    }

    private static string DigestOf(IEnumerable<Relocation> relocations, long from) => Digest(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', relocations.Select(r => r.Text(from)))));

    private static string Signed(long value) => (value < 0 ? "-0x" : "+0x") + Math.Abs(value).ToString("x", CultureInfo.InvariantCulture);

    private static string Binding(int value) => value switch { 0 => "LOCAL", 1 => "GLOBAL", 2 => "WEAK", _ => value.ToString(CultureInfo.InvariantCulture) };

    private static string SymbolType(int value) => value switch { 0 => "NOTYPE", 1 => "OBJECT", 2 => "FUNC", _ => value.ToString(CultureInfo.InvariantCulture) };

    private static string TypeName(int value) => value switch
    {
        1 => "R_X86_64_64",
        2 => "R_X86_64_PC32",
        4 => "R_X86_64_PLT32",
        10 => "R_X86_64_32",
        11 => "R_X86_64_32S",
        24 => "R_X86_64_PC64",
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    private ReadOnlySpan<byte> Body(Header header) => header.Type == 8 ? [] : file.AsSpan(header.Offset, header.Size);

    private string Text(int at) => System.Text.Encoding.UTF8.GetString(file.AsSpan(at, file.AsSpan(at).IndexOf((byte)0)));

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));

    private ulong U64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));

    private sealed record Header(int NameOffset, int Type, ulong Flags, int Offset, int Size, int Link, int Info, long Alignment, string Name = "");

    private sealed record Entry(string Name, int Binding, int Type, int Section, long Value, long Size);

    private sealed record Relocation(long Offset, string Type, string Target)
    {
        public string Text(long from) => (Offset - from).ToString("x", CultureInfo.InvariantCulture) + " " + Type + " " + Target;
    }
}
