// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Collections.Immutable;
using EntryAsm.Errors;
using EntryAsm.Formats.Elf;
using static EntryAsm.Formats.Elf.ElfFormat;

namespace EntryAsm;

/// <summary>
/// Writes an <see cref="EntryObject"/> as an ELF64 relocatable object for x86-64 (gABI chapters 4 and 5, psABI AMD64 chapter 4): what GNU as would
/// have written, and what <c>ld</c> takes. The same object always gives the same bytes.
/// </summary>
public static class ElfWriter
{
    /// <summary>The object file's bytes.</summary>
    /// <exception cref="EntryAsmException">EA0024: more sections than an ELF header can number (65,279).</exception>
    public static byte[] Write(EntryObject entryObject) => new ElfLayout(entryObject).Write();

    /// <summary>Writes the object file's bytes to a stream.</summary>
    /// <exception cref="EntryAsmException">EA0024: more sections than an ELF header can number (65,279).</exception>
    public static void Write(EntryObject entryObject, Stream stream)
    {
        var bytes = Write(entryObject);
        stream.Write(bytes, 0, bytes.Length);
    }

    /// <summary>
    /// The plan of one file. Headers are numbered as GNU as does it: null, each section with its relocations after it, .symtab and .strtab
    /// if there are symbols, .shstrtab. The file holds the ELF header, contents, symbols, strings, relocations, section names, section headers.
    /// </summary>
    private sealed class ElfLayout
    {
        private readonly EntryObject entryObject;
        private readonly int[] headerIndex;
        private readonly int headerCount;

        /// <summary>Relocations need a symbol table, even one without symbols.</summary>
        private readonly bool hasSymbols;
        private readonly ElfGroups groups;
        private readonly ElfStringTable names = new();
        private readonly ElfStringTable sectionNames = new();
        private readonly int[] symbolOrder;
        private readonly int[] symbolNumber;
        private readonly int firstGlobal;
        private readonly byte[] file;
        private readonly long headersAt;
        private int position;
        private int header;

        public ElfLayout(EntryObject entryObject)
        {
            this.entryObject = entryObject;
            groups = new ElfGroups(entryObject);
            hasSymbols = HasSymbols(entryObject);
            (headerIndex, headerCount) = NumberHeaders(entryObject);
            (symbolOrder, symbolNumber, firstGlobal) = NumberSymbols(entryObject.Symbols);
            firstGlobal += groups.Unnamed.Count;
            foreach (var index in symbolOrder)
                names.Add(NameOf(entryObject.Symbols[index]));
            foreach (var name in groups.Unnamed)
                names.Add(name);
            if (groups.Count != 0)
                sectionNames.Add(".group");
            foreach (var section in entryObject.Sections)
                sectionNames.Add(section.Relocations.IsEmpty ? "" : ".rela", section.Name);
            foreach (var name in !hasSymbols ? (string[])[".shstrtab"] : [".symtab", ".strtab", ".shstrtab"])
                sectionNames.Add(name);
            headersAt = HeadersAt();
            file = new byte[headersAt + (long)headerCount * SectionHeaderSize];
        }

        public byte[] Write()
        {
            WriteFileHeader();
            position = HeaderSize;
            header = 1;
            var groupsAt = WriteGroups();
            var contents = WriteContents();
            var symbolsAt = WriteSymbols();
            var namesAt = WriteBytes(SymbolNames, 1);
            for (var i = 0; i < groups.Count; i++)
                WriteHeader(".group", TypeGroup, 0, groupsAt[i], groups[i].Size, headerCount - 3, SignatureOf(groups[i]), 4, 4);
            WriteSections(contents);
            var sectionNamesAt = WriteBytes(sectionNames.Bytes, 1);

            if (hasSymbols)
            {
                WriteHeader(".symtab", TypeSymbolTable, 0, symbolsAt, SymbolTableSize, headerCount - 2, firstGlobal, 8, SymbolSize);
                WriteHeader(".strtab", TypeStringTable, 0, namesAt, names.Length, 0, 0, 1, 0);
            }

            WriteHeader(".shstrtab", TypeStringTable, 0, sectionNamesAt, sectionNames.Length, 0, 0, 1, 0);
            return file;
        }

        /// <summary>The null symbol and the others; nothing without others.</summary>
        private long SymbolTableSize => !hasSymbols ? 0 : (symbolOrder.Length + groups.Unnamed.Count + 1L) * SymbolSize;

        private ReadOnlySpan<byte> SymbolNames => !hasSymbols ? [] : names.Bytes;

        private static bool HasSymbols(EntryObject entryObject) =>
            CountKept(entryObject.Symbols) != 0 || entryObject.Sections.Any(static section => !section.Relocations.IsEmpty || section.Group is not null);

        private static int CountKept(ImmutableArray<EntrySymbol> symbols)
        {
            var count = 0;
            foreach (ref readonly var symbol in symbols.AsSpan())
                count += Rank(symbol) >= 0 ? 1 : 0;
            return count;
        }

        private (int[] Index, int Count) NumberHeaders(EntryObject entryObject)
        {
            var sections = entryObject.Sections;
            var index = new int[sections.Length];
            var next = 1 + groups.Count;
            for (var i = 0; i < sections.Length; i++)
            {
                index[i] = next;
                next += sections[i].Relocations.IsEmpty ? 1 : 2;
            }

            next += HasSymbols(entryObject) ? 3 : 1;
            return next <= IndexReserved ? (index, next) : throw Error.Format("the object has more sections than an ELF file can number; split the module");
        }

        /// <summary>Section symbols, locals, then the rest: the symbol table's sh_info says where the locals end.</summary>
        private (int[] Order, int[] Number, int FirstGlobal) NumberSymbols(ImmutableArray<EntrySymbol> symbols)
        {
            var order = new int[CountKept(symbols)];
            var number = new int[symbols.Length];
            var next = 0;
            var firstGlobal = 1;
            for (var rank = 0; rank < 3; rank++)
            {
                var shift = rank < 2 ? 0 : groups.Unnamed.Count;
                for (var i = 0; i < symbols.Length; i++)
                {
                    if (Rank(symbols[i]) != rank)
                        continue;
                    order[next++] = i;
                    number[i] = next + shift;
                }

                if (rank == 1)
                    firstGlobal = next + 1;
            }

            return (order, number, firstGlobal);
        }

        /// <summary>Address 0 is the null symbol.</summary>
        private static int Rank(EntrySymbol symbol) => symbol is { Type: SymbolType.Section, Section: EntrySymbol.Absolute } ? -1 : symbol.Type == SymbolType.Section ? 0 : BindingOf(symbol) == SymbolBinding.Local ? 1 : 2;

        /// <summary>A symbol that another object defines cannot be local.</summary>
        private static SymbolBinding BindingOf(EntrySymbol symbol) => symbol.IsDefined || symbol.Binding != SymbolBinding.Local ? symbol.Binding : SymbolBinding.Global;

        private static string NameOf(EntrySymbol symbol) => symbol.Type == SymbolType.Section ? "" : symbol.Name;

        private long HeadersAt()
        {
            long at = HeaderSize;
            for (var i = 0; i < groups.Count; i++)
                at += groups[i].Size;
            foreach (var section in entryObject.Sections)
                at = Align(at, FileAlignment(section)) + section.Bytes.Length;
            at = Align(at, 8) + SymbolTableSize + SymbolNames.Length;
            foreach (var section in entryObject.Sections)
                at = section.Relocations.IsEmpty ? at : Align(at, 8) + (long)section.Relocations.Length * RelaSize;
            return Align(at + sectionNames.Length, 8);
        }

        private void WriteFileHeader()
        {
            Identification.CopyTo(file);
            if (entryObject.Sections.Any(static section => (section.Flags & SectionFlags.Retain) != 0))
                file[7] = OsAbiGnu; // the flag is GNU's own
            Put16(16, Relocatable);
            Put16(18, MachineX64);
            Put32(20, 1); // EV_CURRENT
            Put64(40, headersAt);
            Put16(52, HeaderSize);
            Put16(58, SectionHeaderSize);
            Put16(60, headerCount);
            Put16(62, headerCount - 1);
        }

        /// <summary>Each group: what the linker does with it, then the numbers of its sections and of their relocations.</summary>
        private long[] WriteGroups()
        {
            var at = new long[groups.Count];
            for (var i = 0; i < at.Length; i++)
            {
                at[i] = position;
                Put32(position, groups[i].Group.IsComdat ? GroupComdat : 0);
                position += 4;
                foreach (var section in groups[i].Sections)
                {
                    for (var number = headerIndex[section]; number <= headerIndex[section] + (entryObject.Sections[section].Relocations.IsEmpty ? 0 : 1); number++)
                    {
                        Put32(position, number);
                        position += 4;
                    }
                }
            }

            return at;
        }

        /// <summary>The number of the symbol that a group is named by.</summary>
        private int SignatureOf(ElfGroup group) => group.Symbol >= 0 ? symbolNumber[group.Symbol] : firstGlobal - groups.Unnamed.Count + group.Unnamed;

        private long[] WriteContents()
        {
            var at = new long[entryObject.Sections.Length];
            for (var i = 0; i < at.Length; i++)
                at[i] = WriteBytes(entryObject.Sections[i].Bytes.Span, FileAlignment(entryObject.Sections[i]));
            return at;
        }

        private long WriteSymbols()
        {
            var start = position = (int)Align(position, 8);
            position += Math.Min((int)SymbolTableSize, SymbolSize); // the null symbol
            foreach (var index in symbolOrder)
            {
                if (symbolNumber[index] == firstGlobal)
                    WriteSignatures();
                var symbol = entryObject.Symbols[index];
                Put32(position, names.Add(NameOf(symbol)));
                file[position + 4] = (byte)((int)BindingOf(symbol) << 4 | (int)symbol.Type);
                file[position + 5] = (byte)symbol.Visibility;
                Put16(position + 6, symbol.Section switch
                {
                    EntrySymbol.Undefined => IndexUndefined,
                    EntrySymbol.Absolute => IndexAbsolute,
                    EntrySymbol.Common => IndexCommon,
                    var section => headerIndex[section],
                });
                Put64(position + 8, symbol.Value);
                Put64(position + 16, symbol.Size);
                position += SymbolSize;
            }

            if (symbolOrder.Length == 0 || symbolNumber[symbolOrder[^1]] < firstGlobal)
                WriteSignatures();
            return start;
        }

        /// <summary>Symbols that only name a group: they are in the group itself.</summary>
        private void WriteSignatures()
        {
            for (var i = 0; i < groups.Count; i++)
            {
                if (groups[i].Symbol >= 0)
                    continue;
                Put32(position, names.Add(groups[i].Group.Name));
                Put16(position + 6, 1 + i);
                position += SymbolSize;
            }
        }

        private void WriteSections(long[] contents)
        {
            for (var i = 0; i < contents.Length; i++)
            {
                var section = entryObject.Sections[i];
                WriteHeader(section.Name, (int)section.Type, Flags(section.Flags), contents[i], section.Size, section.LinkedTo < 0 ? 0 : headerIndex[section.LinkedTo], 0, section.Alignment, section.EntrySize);
                if (section.Relocations.IsEmpty)
                    continue;

                var start = WriteRelocations(section.Relocations);
                WriteHeader(".rela" + section.Name, TypeRela, FlagInfoLink | (section.Group is null ? 0 : FlagGroup), start, position - start, headerCount - 3, headerIndex[i], 8, RelaSize);
            }
        }

        private long WriteRelocations(ImmutableArray<EntryRelocation> relocations)
        {
            var start = position = (int)Align(position, 8);
            foreach (var relocation in relocations)
            {
                Put64(position, relocation.Offset);
                Put32(position + 8, (int)relocation.Type);
                Put32(position + 12, symbolNumber[relocation.Symbol]);
                Put64(position + 16, relocation.Addend);
                position += RelaSize;
            }

            return start;
        }

        private void WriteHeader(string name, int type, ulong flags, long offset, long size, int link, int info, int alignment, int entrySize)
        {
            var at = (int)headersAt + header++ * SectionHeaderSize;
            Put32(at, sectionNames.Add(name));
            Put32(at + 4, type);
            Put64(at + 8, (long)flags);
            Put64(at + 24, offset);
            Put64(at + 32, size);
            Put32(at + 40, link);
            Put32(at + 44, info);
            Put64(at + 48, alignment);
            Put64(at + 56, entrySize);
        }

        private long WriteBytes(ReadOnlySpan<byte> bytes, int alignment)
        {
            var start = (int)Align(position, alignment);
            bytes.CopyTo(file.AsSpan(start));
            position = start + bytes.Length;
            return start;
        }

        /// <summary>A place in the file needs no more than a page's alignment; only the address does.</summary>
        private static int FileAlignment(EntrySection section) => Math.Min(section.Alignment, 4096);

        private static long Align(long value, int alignment) => (value + alignment - 1) & -(long)alignment;

        private void Put16(int at, int value) => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), (ushort)value);

        private void Put32(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);

        private void Put64(int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), value);
    }
}
