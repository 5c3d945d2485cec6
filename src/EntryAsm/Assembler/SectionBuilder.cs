// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Errors;
using EntryAsm.Primitives;

namespace EntryAsm.Assembler;

/// <summary>A section while it is written: fixed bytes in one buffer, cut into fragments where a size is not known yet.</summary>
internal sealed class SectionBuilder
{
    private PooledList<byte> data;
    private PooledList<Fragment> fragments;
    private PooledList<WrittenItem> items;
    private PooledList<Fixup> fixups;
    private PooledList<BranchPart> branches;
    private PooledList<AlignPart> alignments;
    private PooledList<LengthPart> lengths;

    public SectionBuilder(string name, SectionFlags flags, SectionType type, int entrySize, SectionId id, EntryGroup? group = null)
    {
        Group = group;
        Name = name;
        Flags = flags;
        Type = type;
        EntrySize = entrySize;
        Id = id;
        fragments.Add(new Fragment());
    }

    public string Name { get; }

    public SectionFlags Flags { get; }

    public SectionType Type { get; }

    public int EntrySize { get; }

    public SectionId Id { get; }

    public EntryGroup? Group { get; }

    /// <summary>Other files may have it too, and the linker keeps one: a COMDAT group, or what came before those.</summary>
    public bool IsOneOfCopies => Group is { IsComdat: true } || Name.StartsWith(".gnu.linkonce", StringComparison.Ordinal);

    /// <summary>What names the section in whose order it lies.</summary>
    public string? LinkedTo { get; set; }

    /// <summary>Where that was said.</summary>
    public LineRef LinkedAt { get; set; }

    public int Alignment { get; set; } = 1;

    /// <summary>The fragments; the last one is open.</summary>
    public Span<Fragment> Fragments => fragments.Items;

    /// <summary>The array of the fragments, which may be longer; good once the section is closed.</summary>
    public Fragment[] FragmentBuffer => fragments.Buffer;

    /// <summary>The array of <see cref="Branches"/>, in the same way.</summary>
    public BranchPart[] BranchBuffer => branches.Buffer;

    /// <summary>Number of the open fragment.</summary>
    public int CurrentFragment => fragments.Count - 1;

    public ReadOnlySpan<WrittenItem> Items => items.Items;

    public ReadOnlySpan<Fixup> Fixups => fixups.Items;

    /// <summary>The parts of fragments that are branches.</summary>
    public ReadOnlySpan<BranchPart> Branches => branches.Items;

    /// <summary>The parts of fragments that pad to an alignment.</summary>
    public ReadOnlySpan<AlignPart> Alignments => alignments.Items;

    /// <summary>The parts of fragments that pad to a length.</summary>
    public ReadOnlySpan<LengthPart> Lengths => lengths.Items;

    /// <summary>How far fragments have moved, while a relaxation notes it rather than moving them.</summary>
    public FragmentMoves? Moves { get; set; }

    /// <summary>Bytes written so far, without what the layout adds.</summary>
    public int DataLength => data.Count;

    /// <summary>Offset in bytes from the start of the open fragment.</summary>
    public int CurrentOffset => data.Count - fragments[CurrentFragment].DataStart;

    public ReadOnlySpan<byte> Data => data.Items;

    /// <summary>Offset of a fragment's first byte from the start of the section, as the layout has it now; 0 until the section's turn comes, as in GNU as.</summary>
    public int AddressOf(int fragment) => fragments[fragment].Address + (Moves?.Of(fragment) ?? 0);

    /// <summary>True once something was written whose size the layout finds. Until then a place is where it stands in <see cref="Data"/>.</summary>
    public bool HasParts { get; private set; }

    /// <summary>Space for <paramref name="count"/> more bytes; the caller fills it.</summary>
    public Span<byte> Append(int count) => data.Append(count);

    /// <summary>The bytes of an instruction.</summary>
    public void Append(in PackedInstruction instruction)
    {
        instruction.CopyTo(data.Reserve(PackedInstruction.MaxBytes));
        data.Commit(instruction.Length);
    }

    /// <summary>The distance in bytes between two places, when nothing between them has a size that the layout finds.</summary>
    public bool TryDistance(SymbolState start, SymbolState end, out long distance)
    {
        distance = fragments[end.Fragment].DataStart + end.Record.Offset - (fragments[start.Fragment].DataStart + start.Record.Offset);
        for (var fragment = Math.Min(start.Fragment, end.Fragment); fragment < Math.Max(start.Fragment, end.Fragment); fragment++)
        {
            if (fragments[fragment].Kind != PartKind.None)
                return false;
        }

        return true;
    }

    /// <summary>True when the layout knows how far a branch from here to a symbol goes: it stands in this section, and no other object may replace it.</summary>
    /// <param name="target">The symbol.</param>
    /// <param name="isLinked">By way of the procedure linkage table, if the linker sees the symbol.</param>
    public bool IsInReach(in SymbolRecord target, bool isLinked) => target.Section == Id && target.Binding != SymbolBinding.Weak && target.Type != SymbolType.IndirectFunction
        && !(isLinked && target.Binding != SymbolBinding.Local);

    /// <summary>Ends the open fragment, where GNU as ends one for a fill.</summary>
    public void EndFragment() => EndFragment(PartKind.None, 0);

    /// <summary>Ends the open fragment with a branch.</summary>
    public void EndFragment(in BranchPart branch)
    {
        branches.Add(branch);
        EndFragment(PartKind.Branch, branches.Count - 1);
    }

    /// <summary>
    /// Pads to an alignment: at once where the address is known, as in tables; else the open fragment ends with it. Only a branch that stands before
    /// an alignment can tell the two apart.
    /// </summary>
    public void Align(in AlignPart alignment)
    {
        if (!HasParts)
        {
            alignment.Write(Append(alignment.PaddingAt(DataLength)));
            EndFragment(PartKind.Padded, 0);
            return;
        }

        alignments.Add(alignment);
        EndFragment(PartKind.Align, alignments.Count - 1);
    }

    /// <summary>Ends the open fragment with padding to a length.</summary>
    public void EndFragment(in LengthPart length)
    {
        lengths.Add(length);
        EndFragment(PartKind.Length, lengths.Count - 1);
    }

    /// <summary>Gives every fragment its address in a section without parts.</summary>
    public void PlaceAsWritten()
    {
        foreach (ref var fragment in Fragments)
            fragment.Address = fragment.DataStart;
    }

    /// <summary>Ends the last fragment: nothing more is written.</summary>
    public void Close() => fragments[CurrentFragment].DataEnd = DataLength;

    public void AddItem(EntryItemKind kind, uint detail, LineRef line) =>
        items.Add(new WrittenItem(DataLength, CurrentFragment, kind, (ushort)line.File, line.Line, detail));

    /// <summary>Has what names a symbol of the table name the other one.</summary>
    public void Retarget(Dictionary<SymbolId, (SymbolId Target, long Addend)> names)
    {
        foreach (ref var fixup in fixups.Items)
        {
            if (names.TryGetValue(fixup.Target, out var end))
                fixup = fixup with { Target = end.Target, Addend = fixup.Addend + end.Addend };
            if (names.TryGetValue(fixup.Minus, out var start))
                fixup = fixup with { Minus = start.Target, Addend = fixup.Addend - start.Addend };
        }

        foreach (ref var branch in branches.Items)
        {
            if (names.TryGetValue(branch.Target, out var end))
                branch = branch with { Target = end.Target, Addend = branch.Addend + end.Addend };
        }
    }

    /// <summary>Writes into a field written before.</summary>
    public void Patch(int dataOffset, long value, int width) => LittleEndian.Write(data.Items.Slice(dataOffset, width), value);

    public void AddFixup(in Fixup fixup) => fixups.Add(fixup);

    /// <summary>Gives back what was borrowed: the section has become part of an object.</summary>
    public void Release()
    {
        data.Release();
        fragments.Release();
        items.Release();
        fixups.Release();
        branches.Release();
        alignments.Release();
        lengths.Release();
    }

    private void EndFragment(PartKind kind, int part)
    {
        ref var open = ref fragments[CurrentFragment];
        open.DataEnd = DataLength;
        open.Kind = kind;
        open.Part = part;
        HasParts |= kind > PartKind.Padded;
        fragments.Add(new Fragment { DataStart = DataLength });
    }
}
