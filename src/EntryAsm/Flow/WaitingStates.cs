// SPDX-License-Identifier: MIT
namespace EntryAsm.Flow;

/// <summary>The states to follow, the first one on top: a binary heap.</summary>
internal sealed class WaitingStates
{
    private Item[] heap = new Item[64];

    public int Count { get; private set; }

    /// <summary>Adds a state that does not wait yet. States come by context, of one context by the order of their places, of one place by number.</summary>
    public void Add(int context, int order, int state)
    {
        if (Count == heap.Length)
            Array.Resize(ref heap, Count * 2);
        var item = new Item(context, order, state);
        var at = Count++;
        for (; at > 0 && item.IsBefore(heap[(at - 1) / 2]); at = (at - 1) / 2)
            heap[at] = heap[(at - 1) / 2];
        heap[at] = item;
    }

    /// <summary>Takes the first one.</summary>
    /// <returns>Its number.</returns>
    public int Take()
    {
        var first = heap[0].State;
        var last = heap[--Count];
        var at = 0;
        for (int next; (next = 2 * at + 1) < Count; at = next)
        {
            if (next + 1 < Count && heap[next + 1].IsBefore(heap[next]))
                next++;
            if (!heap[next].IsBefore(last))
                break;
            heap[at] = heap[next];
        }

        heap[at] = last;
        return first;
    }

    public void Clear() => Count = 0;

    private readonly struct Item(int context, int order, int state)
    {
        public readonly int Context = context, Order = order, State = state;

        public bool IsBefore(in Item other) =>
            Context != other.Context ? Context < other.Context : Order != other.Order ? Order < other.Order : State < other.State;
    }
}
