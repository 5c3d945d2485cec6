// SPDX-License-Identifier: MIT
namespace EntryAsm.Flow;

/// <summary>Slots in the making: nearly in order as they come.</summary>
internal sealed class SlotList
{
    private Slot[] slots = new Slot[32];
    private bool isSorted = true;

    public int Count { get; private set; }

    public void Add(int number, long offset, Value value)
    {
        if (Count == slots.Length)
            Array.Resize(ref slots, Count * 2);
        slots[Count] = new Slot(number, offset, value);
        if (Count != 0 && Compare(slots[Count - 1], slots[Count]) >= 0)
            isSorted = false;
        Count++;
    }

    public void Clear() => (Count, isSorted) = (0, true);

    /// <summary>Whether one of the first slots is at an address.</summary>
    public bool Contains(int number, long offset, int first)
    {
        for (var i = 0; i < first; i++)
        {
            if (slots[i].Base == number && slots[i].Offset == offset)
                return true;
        }

        return false;
    }

    /// <summary>The slots by base and offset, each address once: where two differ, what it holds is not known.</summary>
    public ReadOnlySpan<Slot> Sorted()
    {
        if (isSorted)
            return slots.AsSpan(0, Count);
        Array.Sort(slots, 0, Count, Comparer<Slot>.Create(static (a, b) => Compare(a, b)));
        var kept = 0;
        for (var i = 1; i < Count; i++)
        {
            if (Compare(slots[kept], slots[i]) != 0)
                slots[++kept] = slots[i];
            else if (slots[kept].Value != slots[i].Value)
                slots[kept] = slots[kept].Holding(Value.Unknown);
        }

        Count = kept + 1;
        return slots.AsSpan(0, Count);
    }

    private static int Compare(in Slot a, in Slot b) => a.Base != b.Base ? a.Base.CompareTo(b.Base) : a.Offset.CompareTo(b.Offset);
}
