// SPDX-License-Identifier: MIT
namespace EntryAsm.Primitives;

/// <summary>What has an order of its own.</summary>
internal interface IOrdered<T>
{
    /// <summary>Whether it comes before another one.</summary>
    bool IsBefore(in T other);
}

/// <summary>Sorts values; those of which none comes before the other stay in their order. The runtime's own sorting is compiled anew for each type, in each build.</summary>
internal static class Ordering
{
    /// <summary>Up to so many are sorted by insertion.</summary>
    private const int Few = 16;

    public static T[] Sort<T>(T[] items)
        where T : struct, IOrdered<T>
    {
        Sort(items, new T[items.Length], 0, items.Length);
        return items;
    }

    private static void Sort<T>(T[] items, T[] room, int from, int to)
        where T : struct, IOrdered<T>
    {
        if (to - from <= Few)
        {
            Insert(items, from, to);
            return;
        }

        var middle = from + (to - from) / 2;
        Sort(items, room, from, middle);
        Sort(items, room, middle, to);
        Array.Copy(items, from, room, from, middle - from);
        int left = from, right = middle;
        for (var at = from; left < middle; at++)
            items[at] = right < to && items[right].IsBefore(room[left]) ? items[right++] : room[left++];
    }

    private static void Insert<T>(T[] items, int from, int to)
        where T : struct, IOrdered<T>
    {
        for (var i = from + 1; i < to; i++)
        {
            var item = items[i];
            var at = i;
            for (; at > from && item.IsBefore(items[at - 1]); at--)
                items[at] = items[at - 1];
            items[at] = item;
        }
    }
}
