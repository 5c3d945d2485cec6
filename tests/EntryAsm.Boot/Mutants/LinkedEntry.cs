// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Iced.Intel;

namespace EntryAsm.Boot;

/// <summary>The object of the entry code, and where its sections came to lie in the linked kernel, so that a change of the kernel's bytes can be made in the object too.</summary>
internal sealed class LinkedEntry
{
    private readonly byte[] kernel;
    private readonly ElfSymbols symbols;
    private readonly EntryObject entry;
    private readonly ulong[] starts;

    public LinkedEntry(byte[] kernel, EntryObject entry)
    {
        (this.kernel, this.entry, symbols) = (kernel, entry, new ElfSymbols(kernel));
        starts = new ulong[entry.Sections.Length];
        // A section without a global symbol, as that of bad_gs, is found by a local one.
        foreach (var symbol in entry.Symbols.OrderBy(static symbol => symbol.Binding == SymbolBinding.Global))
        {
            if (symbol.Section >= 0 && symbol.Type != SymbolType.Section && symbols.Contains(symbol.Name))
                starts[symbol.Section] = symbols[symbol.Name] - (ulong)symbol.Value;
        }

        FindReplacements();
    }

    /// <summary>The object with a mutation: its bytes, and what the linker puts into the fields that have moved or changed.</summary>
    public EntryObject With(Mutation mutation)
    {
        var number = SectionAt(mutation.Address);
        var section = entry.Sections[number];
        var offset = (int)(mutation.Address - starts[number]);
        var before = Fields(Kernel(mutation.Address, mutation.Bytes.Length), offset);
        var after = Fields(mutation.Bytes, offset);
        var relocations = section.Relocations.Where(relocation => relocation.Offset < offset || relocation.Offset >= offset + mutation.Bytes.Length).ToList();
        foreach (var relocation in section.Relocations)
        {
            var index = before.FindIndex(field => field.Offset == relocation.Offset);
            if (index < 0 || mutation.Operator == MutationOperator.Delete)
                continue;
            var from = before[index];
            var to = after.Find(field => field.IsDisplacement == from.IsDisplacement && Partner(mutation, from.Instruction) == field.Instruction);
            if (to.Size != from.Size)
                continue;
            var moved = relocation.Type.IsRelative() ? to.Offset - from.Offset : 0;
            relocations.Add(relocation with { Offset = to.Offset, Addend = relocation.Addend + to.Value - from.Value + moved });
        }

        var bytes = section.Bytes.ToArray();
        mutation.Bytes.CopyTo(bytes, offset);
        var changed = new EntrySection(section.Name, section.Flags, section.Type, section.EntrySize, section.Alignment, section.Size, bytes,
            [.. relocations.OrderBy(static relocation => relocation.Offset)], section.References, Items(section, mutation, offset));
        return entry.With(entry.Sections.SetItem(number, changed), entry.Symbols);
    }

    private readonly record struct Field(int Instruction, int Offset, int Size, bool IsDisplacement, long Value);

    /// <summary>The instruction that one of the kernel's has become: two that were swapped have changed places.</summary>
    private static int Partner(Mutation mutation, int instruction) => mutation.Operator == MutationOperator.SwapWithNext ? 1 - instruction : instruction;

    private static List<Field> Fields(byte[] bytes, int offset)
    {
        var fields = new List<Field>();
        var decoder = Decoder.Create(64, bytes);
        for (var number = 0; decoder.IP < (ulong)bytes.Length; number++)
        {
            var start = (int)decoder.IP;
            decoder.Decode(out var instruction);
            var offsets = decoder.GetConstantOffsets(instruction);
            if (offsets.HasDisplacement)
                fields.Add(new Field(number, offset + start + offsets.DisplacementOffset, offsets.DisplacementSize, true, Number(bytes.AsSpan(start + offsets.DisplacementOffset, offsets.DisplacementSize))));
            if (offsets.HasImmediate)
                fields.Add(new Field(number, offset + start + offsets.ImmediateOffset, offsets.ImmediateSize, false, Number(bytes.AsSpan(start + offsets.ImmediateOffset, offsets.ImmediateSize))));
        }

        return fields;
    }

    private static long Number(ReadOnlySpan<byte> bytes)
    {
        long value = (sbyte)bytes[^1];
        for (var i = bytes.Length - 2; i >= 0; i--)
            value = value << 8 | bytes[i];
        return value;
    }

    /// <summary>The items of two instructions that were swapped change places with them.</summary>
    private static ImmutableArray<EntryItem> Items(EntrySection section, Mutation mutation, int offset)
    {
        var items = section.Items.ToArray();
        var first = Array.FindIndex(items, item => item.Offset == offset && item.Length != 0);
        if (mutation.Operator != MutationOperator.SwapWithNext || first < 0 || items[first].Length + items[first + 1].Length != mutation.Bytes.Length)
            return section.Items;
        var (earlier, later) = (items[first], items[first + 1]);
        items[first] = later with { Offset = offset };
        items[first + 1] = earlier with { Offset = offset + later.Length };
        return [.. items];
    }

    private byte[] Kernel(ulong address, int count) => kernel.AsSpan(symbols.FileOffset(address), count).ToArray();

    private int SectionAt(ulong address)
    {
        for (var i = 0; i < starts.Length; i++)
        {
            if (starts[i] != 0 && address >= starts[i] && address < starts[i] + (ulong)entry.Sections[i].Size)
                return i;
        }

        throw new InvalidOperationException($"0x{address:x} is not in the entry code");
    }

    /// <summary>The replacements have no symbols: the first row of the linked table tells where they are.</summary>
    private void FindReplacements()
    {
        var row = EntryTables.Of(entry).Alternatives[0];
        var record = symbols["alternatives_start"];
        var replacement = record + 4 + (ulong)BitConverter.ToInt32(Kernel(record + 4, 4));
        starts[row.Replacement.Section] = replacement - (ulong)row.Replacement.Offset;
    }
}
