// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Text;
using EntryAsm.Finish;

namespace EntryAsm.Boot;

/// <summary>Symbols and loaded bytes of a linked kernel (ELF-64, gABI chapters 4 and 5).</summary>
internal sealed class ElfSymbols
{
    private const int SectionHeaderBytes = 64, ProgramHeaderBytes = 56, SymbolBytes = 24;
    private const int SymbolTable = 2, Load = 1;

    private readonly byte[] file;
    private readonly Dictionary<string, (ulong Address, ulong Size)> values = new(StringComparer.Ordinal);
    private readonly List<(ulong Address, string Name)> ordered = [];

    public ElfSymbols(byte[] file)
    {
        this.file = file;
        ReadSymbols();
    }

    public ulong this[string name] => values[name].Address;

    /// <summary>Whether there is such a symbol.</summary>
    public bool Contains(string name) => values.ContainsKey(name);

    /// <summary>The size in bytes that a symbol states.</summary>
    public ulong SizeOf(string name) => values[name].Size;

    /// <summary>The nearest symbol at or before an address of code, and the distance from it.</summary>
    public (string Name, int Offset) Nearest(ulong address)
    {
        var low = ordered.BinarySearch((address, "\uffff"));
        var found = ordered[~low - 1];
        return (found.Name, (int)(address - found.Address));
    }

    /// <summary>Where in the file the byte of a virtual address lies.</summary>
    public int FileOffset(ulong address)
    {
        var table = (int)Number64(32);
        for (var i = 0; i < Number16(56); i++)
        {
            var header = table + i * ProgramHeaderBytes;
            var start = Number64(header + 16);
            if (Number32(header) == Load && address >= start && address < start + Number64(header + 32))
                return (int)(Number64(header + 8) + address - start);
        }

        throw new ArgumentException("no segment holds the address");
    }

    private void ReadSymbols()
    {
        var sections = (int)Number64(40);
        for (var i = 0; i < Number16(60); i++)
        {
            var header = sections + i * SectionHeaderBytes;
            if (Number32(header + 4) != SymbolTable)
                continue;
            var names = (int)Number64(sections + (int)Number32(header + 40) * SectionHeaderBytes + 24);
            var start = (int)Number64(header + 24);
            for (var at = start; at < start + (int)Number64(header + 32); at += SymbolBytes)
                Add(Name(names + (int)Number32(at)), Number64(at + 8), Number64(at + 16));
        }

        ordered.Sort((a, b) => a.Address != b.Address ? a.Address.CompareTo(b.Address) : string.CompareOrdinal(a.Name, b.Name));
    }

    private void Add(string name, ulong value, ulong size)
    {
        if (name.Length == 0)
            return;
        values.TryAdd(name, (value, size));
        ordered.Add((value, name));
    }

    private string Name(int offset) => System.Text.Encoding.ASCII.GetString(file, offset, Array.IndexOf(file, (byte)0, offset) - offset);

    private ulong Number64(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(offset));

    private uint Number32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(offset));

    private ushort Number16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(offset));
}
