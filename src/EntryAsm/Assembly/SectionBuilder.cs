// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>A section while it is written: fixed bytes in one buffer, cut into fragments where a size is not known yet.</summary>
internal sealed class SectionBuilder
{
    private byte[] data = new byte[64];
    private Fragment current;

    public SectionBuilder(string name, SectionFlags flags, SectionType type, int entrySize, int index)
    {
        Name = name;
        Flags = flags;
        Type = type;
        EntrySize = entrySize;
        Index = index;
        current = new Fragment(0);
        Fragments.Add(current);
    }

    public string Name { get; }

    public SectionFlags Flags { get; }

    public SectionType Type { get; }

    public int EntrySize { get; }

    public int Index { get; }

    public int Alignment { get; set; } = 1;

    /// <summary>The fragments; the last one is open.</summary>
    public List<Fragment> Fragments { get; } = [];

    public List<ItemRecord> Items { get; } = [];

    public List<Fixup> Fixups { get; } = [];

    /// <summary>By fragment, how many bytes it has moved since it was first placed; null outside the relaxation.</summary>
    public PrefixSums? Growth { get; set; }

    /// <summary>Bytes written so far, without what the layout adds.</summary>
    public int DataLength { get; private set; }

    public bool IsEmpty => DataLength == 0 && Fragments.Count == 1;

    public int CurrentFragment => Fragments.Count - 1;

    /// <summary>Offset in bytes from the start of the open fragment.</summary>
    public int CurrentOffset => DataLength - current.DataStart;

    public ReadOnlySpan<byte> Data => data.AsSpan(0, DataLength);

    /// <summary>Offset of a fragment's first byte from the start of the section, as the layout has it now.</summary>
    public int AddressOf(int fragment) => Fragments[fragment].Address + (Growth?.Sum(fragment) ?? 0);

    /// <summary>Room for <paramref name="count"/> more bytes; the caller fills it.</summary>
    public Span<byte> Append(int count)
    {
        if (DataLength + count > data.Length)
            Array.Resize(ref data, Math.Max(data.Length * 2, DataLength + count));
        var room = data.AsSpan(DataLength, count);
        DataLength += count;
        return room;
    }

    /// <summary>Ends the open fragment, with a part whose size the layout finds or, where GNU as ends one for a fill, with none.</summary>
    public void EndFragment(VariablePart? part)
    {
        current.DataEnd = DataLength;
        current.Part = part;
        current = new Fragment(DataLength);
        Fragments.Add(current);
    }

    public void AddItem(EntryItemKind kind, ulong detail, string file, int line) =>
        Items.Add(new ItemRecord(CurrentFragment, CurrentOffset, kind, detail, file, line));
}

/// <summary>An item whose address and length the layout will tell.</summary>
internal readonly record struct ItemRecord(int Fragment, int Offset, EntryItemKind Kind, ulong Detail, string File, int Line)
{
    public SourceLocation Location => new(File, Line);
}
