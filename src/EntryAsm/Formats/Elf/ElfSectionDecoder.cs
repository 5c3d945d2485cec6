// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Encoding;
using EntryAsm.Objects;
using Iced.Intel;

namespace EntryAsm.Formats.Elf;

/// <summary>
/// Gives the sections of a foreign object what ours have: items (instructions, data) and references. A branch inside a section becomes a label, a
/// relocation the symbol it names.
/// </summary>
internal sealed class ElfSectionDecoder
{
    private readonly ImmutableArray<EntrySection> raw;
    private readonly List<EntrySymbol> symbols;
    private readonly int bitness;
    private readonly List<EntryLabel> labels = [];
    private readonly Dictionary<(int Section, int Offset), int> labelAt = [];
    private readonly Dictionary<(int Section, int Offset), int> symbolAt = [];
    private readonly HashSet<int>[] starts;

    public ElfSectionDecoder(ImmutableArray<EntrySection> raw, List<EntrySymbol> symbols, int bitness)
    {
        this.raw = raw;
        this.symbols = symbols;
        this.bitness = bitness;
        starts = new HashSet<int>[raw.Length];
        for (var i = symbols.Count - 1; i >= 0; i--)
        {
            if (symbols[i].Section >= 0 && symbols[i].Type != SymbolType.Section)
                symbolAt[(symbols[i].Section, (int)Math.Min(symbols[i].Value, int.MaxValue))] = i;
        }
    }

    public EntryObject Decode(string name)
    {
        var items = new ImmutableArray<EntryItem>[raw.Length];
        for (var i = 0; i < raw.Length; i++)
        {
            items[i] = Items(i);
            starts[i] = new HashSet<int>(items[i].Select(static item => item.Offset));
        }

        var sections = raw.Select((section, i) => With(section, References(i, items[i]), items[i])).ToImmutableArray();
        return DropUnusedSectionSymbols(name, sections);
    }

    private static EntrySection With(EntrySection section, ImmutableArray<EntryReference> references, ImmutableArray<EntryItem> items) => new(
        section.Name, section.Flags, section.Type, section.EntrySize, section.Alignment, section.Size, section.Bytes, section.Relocations, references, items,
        section.Group, section.LinkedTo);

    private ImmutableArray<EntryItem> Items(int index)
    {
        var section = raw[index];
        var items = ImmutableArray.CreateBuilder<EntryItem>();
        var cuts = Cuts(index);
        for (var i = 0; i + 1 < cuts.Count; i++)
        {
            if (section.Type == SectionType.NoBits)
                items.Add(new EntryItem(cuts[i], cuts[i + 1] - cuts[i], EntryItemKind.Fill, 0, 0, EntryItem.ForFill(0)));
            else if ((section.Flags & SectionFlags.Execute) != 0)
                AddCode(items, section, cuts[i], cuts[i + 1]);
            else
                AddData(items, section, cuts[i], cuts[i + 1]);
        }

        return items.ToImmutable();
    }

    /// <summary>Where no item may reach across: symbols, and in data the fields of relocations too.</summary>
    private List<int> Cuts(int index)
    {
        var section = raw[index];
        var cuts = new SortedSet<int> { 0, section.Size };
        foreach (var symbol in symbols)
        {
            if (symbol.Section == index && symbol.Value > 0 && symbol.Value < section.Size)
                cuts.Add((int)symbol.Value);
        }

        if ((section.Flags & SectionFlags.Execute) == 0)
        {
            foreach (var relocation in section.Relocations)
            {
                cuts.Add(Math.Min(relocation.Offset, section.Size));
                cuts.Add((int)Math.Min((long)relocation.Offset + relocation.Type.Width(), section.Size));
            }
        }

        return [.. cuts];
    }

    private void AddCode(ImmutableArray<EntryItem>.Builder items, EntrySection section, int start, int end)
    {
        var reader = new ByteArrayCodeReader(section.Bytes.Span.Slice(start, end - start).ToArray());
        var decoder = Decoder.Create(bitness, reader, (ulong)start);
        var detail = EntryItem.ForInstruction(bitness, EncodingRequest.None, relaxed: false);
        for (var at = start; at < end;)
        {
            var code = decoder.Decode();
            var length = code.Length;
            if (code.IsInvalid && !LateInstructions.TryRead(section.Bytes.Span.Slice(at, end - at), out _, out length))
            {
                AddData(items, section, at, end);
                return;
            }

            items.Add(new EntryItem(at, length, EntryItemKind.Instruction, 0, 0, detail));
            at += length;
            reader.Position = at - start;
            decoder.IP = (ulong)at;
        }
    }

    private static void AddData(ImmutableArray<EntryItem>.Builder items, EntrySection section, int start, int end)
    {
        var relocation = section.FindRelocation(start);
        var unit = relocation >= 0 ? section.Relocations[relocation].Type.Width() : (section.Flags & SectionFlags.Strings) != 0 ? 0 : 1;
        if (end > start)
            items.Add(new EntryItem(start, end - start, EntryItemKind.Data, 0, 0, (uint)(end - start < unit ? 1 : unit)));
    }

    private ImmutableArray<EntryReference> References(int index, ImmutableArray<EntryItem> items)
    {
        var section = raw[index];
        var references = ImmutableArray.CreateBuilder<EntryReference>(section.Relocations.Length);
        var next = 0;
        foreach (var item in items)
        {
            var first = next;
            while (next < section.Relocations.Length && section.Relocations[next].Offset < item.End)
                references.Add(Reference(index, item, section.Relocations[next++]));
            if (item.Kind == EntryItemKind.Instruction && first == next)
                AddInternalReference(references, index, item);
        }

        return references.ToImmutable();
    }

    private EntryReference Reference(int section, in EntryItem item, EntryRelocation relocation)
    {
        var isRelative = relocation.Type.IsRelative();
        var inCode = item.Kind == EntryItemKind.Instruction;
        var addend = relocation.Addend + (isRelative && inCode ? item.End - relocation.Offset : 0);
        var minus = isRelative && !inCode ? ReferencePlace.Dot : ReferencePlace.None;
        var target = Place(relocation.Symbol, ref addend);
        return new EntryReference(relocation.Offset, (byte)relocation.Type.Width(), isRelative && inCode, true, target, minus, addend);
    }

    /// <summary>What a relocation points at: a section with an addend is the label there, where something begins.</summary>
    private ReferencePlace Place(int symbol, ref long addend)
    {
        var found = symbols[symbol];
        if (found.Type != SymbolType.Section || found.Section < 0 || addend < 0 || addend > int.MaxValue || !starts[found.Section].Contains((int)addend))
            return ReferencePlace.Symbol(symbol);

        var offset = (int)addend;
        addend = 0;
        return Target(found.Section, offset, SymbolBinding.Local);
    }

    /// <summary>A branch, or memory relative to rip, whose target the assembler already knew.</summary>
    private void AddInternalReference(ImmutableArray<EntryReference>.Builder references, int section, in EntryItem item)
    {
        var decoder = Decoder.Create(bitness, new ByteArrayCodeReader(raw[section].Bytes.Span.Slice(item.Offset, item.Length).ToArray()), (ulong)item.Offset);
        var code = decoder.Decode();
        var constants = decoder.GetConstantOffsets(code);
        var isBranch = code.Op0Kind is OpKind.NearBranch16 or OpKind.NearBranch32 or OpKind.NearBranch64;
        if (!isBranch && !code.IsIPRelativeMemoryOperand)
            return;

        var target = isBranch ? code.NearBranchTarget : code.IPRelativeMemoryAddress;
        if (target > (ulong)raw[section].Size || !starts[section].Contains((int)target))
            return;
        var (field, width) = isBranch ? (constants.ImmediateOffset, constants.ImmediateSize) : (constants.DisplacementOffset, constants.DisplacementSize);
        references.Add(new EntryReference(item.Offset + field, (byte)width, true, false, Target(section, (int)target, SymbolBinding.Global), ReferencePlace.None, 0));
    }

    /// <summary>The symbol at a place, if its binding is at most the given one: GNU as reaches others through a relocation against them. Else a label.</summary>
    private ReferencePlace Target(int section, int offset, SymbolBinding binding) =>
        symbolAt.TryGetValue((section, offset), out var symbol) && symbols[symbol].Binding <= binding ? ReferencePlace.Symbol(symbol) : ReferencePlace.Label(Label(section, offset));

    private int Label(int section, int offset)
    {
        if (!labelAt.TryGetValue((section, offset), out var index))
        {
            index = labels.Count;
            labelAt.Add((section, offset), index);
            labels.Add(new EntryLabel("", section, offset, 0, 0));
        }

        return index;
    }

    private EntryObject DropUnusedSectionSymbols(string name, ImmutableArray<EntrySection> sections)
    {
        var used = new bool[symbols.Count];
        foreach (var section in sections)
        {
            foreach (var relocation in section.Relocations)
                used[relocation.Symbol] = true;
        }

        var kept = Enumerable.Range(0, symbols.Count).Where(i => used[i] || symbols[i].Type != SymbolType.Section).ToArray();
        var renumbered = new int[symbols.Count];
        for (var i = 0; i < kept.Length; i++)
            renumbered[kept[i]] = i;
        return new EntryObject(name, ImmutableArray<string>.Empty, sections.Select(section => Renumber(section, renumbered)).ToImmutableArray(),
            kept.Select(i => symbols[i]).ToImmutableArray(), labels.ToImmutableArray(), ImmutableArray<EntryGate>.Empty);
    }

    private static EntrySection Renumber(EntrySection section, int[] renumbered) => new(
        section.Name, section.Flags, section.Type, section.EntrySize, section.Alignment, section.Size, section.Bytes,
        section.Relocations.Select(relocation => relocation with { Symbol = renumbered[relocation.Symbol] }).ToImmutableArray(),
        section.References.Select(reference => reference with { Target = reference.Target.IsSymbol ? ReferencePlace.Symbol(renumbered[reference.Target.Index]) : reference.Target }).ToImmutableArray(),
        section.Items, section.Group, section.LinkedTo);
}
