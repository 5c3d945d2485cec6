// SPDX-License-Identifier: MIT
namespace EntryAsm.Primitives;

/// <summary>A set of small numbers that is emptied from the smallest on: a bit each, and where the first may be.</summary>
internal sealed class IndexSet
{
    private readonly ulong[] words;
    private int first;

    public IndexSet(int size)
    {
        words = new ulong[(size + 63) / 64];
        first = words.Length;
    }

    public int Count { get; private set; }

    public void Add(int index)
    {
        ref var word = ref words[index >> 6];
        var bit = 1UL << (index & 63);
        if ((word & bit) != 0)
            return;
        word |= bit;
        Count++;
        first = Math.Min(first, index >> 6);
    }

    /// <summary>Takes out the smallest; the set must not be empty.</summary>
    public int TakeFirst()
    {
        while (words[first] == 0)
            first++;
        ref var word = ref words[first];
        var lowest = word & (~word + 1);
        word ^= lowest;
        Count--;
        var index = first * 64 + Log2(lowest);
        if (Count == 0)
            first = words.Length;
        return index;
    }

    public void Clear()
    {
        if (Count == 0)
            return;
        Array.Clear(words, 0, words.Length);
        (Count, first) = (0, words.Length);
    }

    private static int Log2(ulong power)
    {
        var log = 0;
        for (var width = 32; width != 0; width >>= 1)
        {
            if (power >> width == 0)
                continue;
            power >>= width;
            log += width;
        }

        return log;
    }
}
