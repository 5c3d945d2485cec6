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
        isSorted &= Count == 0 || slots[Count - 1].IsBefore(slots[Count]);
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
        Sort();
        var kept = 0;
        for (var i = 1; i < Count; i++)
        {
            if (!slots[kept].IsAt(slots[i]))
                slots[++kept] = slots[i];
            else if (slots[kept].Value != slots[i].Value)
                slots[kept] = slots[kept].Holding(Value.Unknown);
        }

        Count = kept + 1;
        return slots.AsSpan(0, Count);
    }

    /// <summary>By insertion: few are out of place, and there are never many.</summary>
    private void Sort()
    {
        for (var i = 1; i < Count; i++)
        {
            var slot = slots[i];
            var at = i;
            for (; at > 0 && slot.IsBefore(slots[at - 1]); at--)
                slots[at] = slots[at - 1];
            slots[at] = slot;
        }
    }
}
