// SPDX-License-Identifier: MIT
using DiffPlex;

namespace EntryAsm.Tool;

/// <summary>A step through two lists side by side: an index into each, or -1 where only the other continues.</summary>
/// <param name="Old">Index into the old list, or -1.</param>
/// <param name="New">Index into the new list, or -1.</param>
/// <param name="IsSame">True when the two are equal.</param>
internal readonly record struct Step(int Old, int New, bool IsSame);

/// <summary>Lays two lists of keys side by side: what is equal, what is in place of what, what is new and what is gone.</summary>
internal static class RowAlignment
{
    /// <summary>Blocks up to this many rows are searched for rows that resemble each other; larger ones are paired in order.</summary>
    private const int LargestSearched = 200;

    /// <param name="old">Keys of the old list.</param>
    /// <param name="now">Keys of the new list.</param>
    /// <param name="resemble">True when two rows that differ are better shown as one that changed.</param>
    public static List<Step> Align(string[] old, string[] now, Func<int, int, bool> resemble)
    {
        var steps = new List<Step>(Math.Max(old.Length, now.Length));
        int i = 0, j = 0;
        foreach (var (deleted, deletedCount, inserted, insertedCount) in Blocks(old, now))
        {
            while (i < deleted)
                steps.Add(new Step(i++, j++, true));
            AddChanged(steps, deleted, deletedCount, inserted, insertedCount, resemble);
            (i, j) = (deleted + deletedCount, inserted + insertedCount);
        }

        while (i < old.Length)
            steps.Add(new Step(i++, j++, true));
        return steps;
    }

    private static IEnumerable<(int Deleted, int DeletedCount, int Inserted, int InsertedCount)> Blocks(string[] old, string[] now)
    {
        var start = 0;
        while (start < old.Length && start < now.Length && old[start] == now[start])
            start++;
        var end = 0;
        while (end < old.Length - start && end < now.Length - start && old[^(end + 1)] == now[^(end + 1)])
            end++;
        if (start == old.Length - end || start == now.Length - end)
            return start == old.Length - end && start == now.Length - end ? [] : [(start, old.Length - end - start, start, now.Length - end - start)];

        var result = Differ.Instance.CreateDiffs(Join(old, start, end), Join(now, start, end), ignoreWhiteSpace: false, ignoreCase: false, KeyChunker.Instance);
        return result.DiffBlocks.Select(block => (block.DeleteStartA + start, block.DeleteCountA, block.InsertStartB + start, block.InsertCountB));
    }

    private static string Join(string[] keys, int start, int end) => string.Join('\n', keys, start, keys.Length - end - start);

    private static void AddChanged(List<Step> steps, int deleted, int deletedCount, int inserted, int insertedCount, Func<int, int, bool> resemble)
    {
        int i = deleted, j = inserted;
        foreach (var (pairedOld, pairedNew) in Pairs(deleted, deletedCount, inserted, insertedCount, resemble))
        {
            AddUnpaired(steps, ref i, pairedOld, ref j, pairedNew);
            steps.Add(new Step(i++, j++, false));
        }

        AddUnpaired(steps, ref i, deleted + deletedCount, ref j, inserted + insertedCount);
    }

    private static void AddUnpaired(List<Step> steps, ref int i, int oldEnd, ref int j, int newEnd)
    {
        while (i < oldEnd)
            steps.Add(new Step(i++, -1, false));
        while (j < newEnd)
            steps.Add(new Step(-1, j++, false));
    }

    private static List<(int Old, int New)> Pairs(int deleted, int deletedCount, int inserted, int insertedCount, Func<int, int, bool> resemble)
    {
        var pairs = new List<(int Old, int New)>();
        if (deletedCount == insertedCount || deletedCount > LargestSearched || insertedCount > LargestSearched)
        {
            for (var k = 0; k < Math.Min(deletedCount, insertedCount); k++)
                pairs.Add((deleted + k, inserted + k));
            return pairs;
        }

        // The longest run of pairs in order that resemble each other.
        var longest = new int[deletedCount + 1, insertedCount + 1];
        for (var a = deletedCount - 1; a >= 0; a--)
        {
            for (var b = insertedCount - 1; b >= 0; b--)
                longest[a, b] = resemble(deleted + a, inserted + b) ? longest[a + 1, b + 1] + 1 : Math.Max(longest[a + 1, b], longest[a, b + 1]);
        }

        for (int a = 0, b = 0; a < deletedCount && b < insertedCount;)
        {
            if (resemble(deleted + a, inserted + b))
                pairs.Add((deleted + a++, inserted + b++));
            else if (longest[a + 1, b] >= longest[a, b + 1])
                a++;
            else
                b++;
        }

        return pairs;
    }

    private sealed class KeyChunker : IChunker
    {
        public static readonly KeyChunker Instance = new();

        public IReadOnlyList<string> Chunk(string text) => text.Split('\n');
    }
}
