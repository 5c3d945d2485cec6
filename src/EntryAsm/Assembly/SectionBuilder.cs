// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>A section while it is written: fixed bytes in one buffer, cut into fragments where a size is not known yet.</summary>
internal sealed class SectionBuilder
{
    private PooledList<byte> data;
    private PooledList<Fragment> fragments;
    private PooledList<EntryItem> items;
    private PooledList<Fixup> fixups;

    public SectionBuilder(string name, SectionFlags flags, SectionType type, int entrySize, int index)
    {
        Name = name;
        Flags = flags;
        Type = type;
        EntrySize = entrySize;
        Index = index;
        fragments.Add(new Fragment());
    }

    public string Name { get; }

    public SectionFlags Flags { get; }

    public SectionType Type { get; }

    public int EntrySize { get; }

    public int Index { get; }

    public int Alignment { get; set; } = 1;

    /// <summary>The fragments; the last one is open.</summary>
    public Span<Fragment> Fragments => fragments.Items;

    /// <summary>Number of the open fragment.</summary>
    public int CurrentFragment => fragments.Count - 1;

    /// <summary>Items with, until the layout is known, the offset in their fragment as offset and the number of the fragment as length.</summary>
    public Span<EntryItem> Items => items.Items;

    public ReadOnlySpan<Fixup> Fixups => fixups.Items;

    /// <summary>Branches whose size the layout decides.</summary>
    public int BranchCount { get; private set; }

    /// <summary>By fragment, how many bytes it has moved since it was first placed; null outside the relaxation.</summary>
    public PrefixSums? Growth { get; set; }

    /// <summary>Bytes written so far, without what the layout adds.</summary>
    public int DataLength => data.Count;

    /// <summary>Offset in bytes from the start of the open fragment.</summary>
    public int CurrentOffset => data.Count - fragments[CurrentFragment].DataStart;

    public ReadOnlySpan<byte> Data => data.Items;

    /// <summary>Offset of a fragment's first byte from the start of the section, as the layout has it now.</summary>
    public int AddressOf(int fragment) => fragments[fragment].Address + (Growth?.Sum(fragment) ?? 0);

    /// <summary>Room for <paramref name="count"/> more bytes; the caller fills it.</summary>
    public Span<byte> Append(int count) => data.Append(count);

    /// <summary>The distance in bytes between two places, when nothing between them has a size that the layout finds.</summary>
    public bool TryDistance(SymbolState start, SymbolState end, out long distance)
    {
        distance = fragments[end.Fragment].DataStart + end.Record.Offset - (fragments[start.Fragment].DataStart + start.Record.Offset);
        for (var fragment = Math.Min(start.Fragment, end.Fragment); fragment < Math.Max(start.Fragment, end.Fragment); fragment++)
        {
            if (fragments[fragment].Part is not null)
                return false;
        }

        return true;
    }

    /// <summary>Ends the open fragment, with a part whose size the layout finds or, where GNU as ends one for a fill, with none.</summary>
    public void EndFragment(VariablePart? part)
    {
        ref var open = ref fragments[CurrentFragment];
        open.DataEnd = DataLength;
        open.Part = part;
        if (part is BranchPart)
            BranchCount++;
        fragments.Add(new Fragment { DataStart = DataLength });
    }

    /// <summary>Ends the last fragment: nothing more is written.</summary>
    public void Close() => fragments[CurrentFragment].DataEnd = DataLength;

    public void AddItem(EntryItemKind kind, ulong detail, LineRef line) =>
        items.Add(new EntryItem(CurrentOffset, CurrentFragment, kind, (ushort)line.File, line.Line, detail));

    public void AddFixup(in Fixup fixup) => fixups.Add(fixup);

    /// <summary>Gives back what was borrowed: the section has become part of an object.</summary>
    public void Release()
    {
        data.Release();
        fragments.Release();
        items.Release();
        fixups.Release();
    }
}
