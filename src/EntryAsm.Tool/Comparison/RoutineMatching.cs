// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool;

/// <summary>Finds for each old routine the new one: that of the same name, or one with the same rows.</summary>
internal static class RoutineMatching
{
    public static List<(RoutineFate Fate, int Old, int New)> Match(ModuleSide old, ModuleSide now)
    {
        var oldByName = ByName(old.Routines);
        var result = new List<(RoutineFate, int, int)>();
        var gone = new HashSet<int>(Enumerable.Range(0, old.Routines.Count));
        var added = new List<int>();
        for (var i = 0; i < now.Routines.Count; i++)
        {
            if (oldByName.TryGetValue(now.Routines[i].Name, out var same) && same.TryDequeue(out var oldIndex) && gone.Remove(oldIndex))
                result.Add((RoutineFate.Same, oldIndex, i));
            else
                added.Add(i);
        }

        MatchRenamed(old, now, gone, added, result);
        result.AddRange(added.Select(static i => (RoutineFate.Added, -1, i)));
        result.AddRange(gone.Order().Select(static i => (RoutineFate.Removed, i, -1)));
        return [.. result.OrderBy(pair => Position(pair.Item2, pair.Item3))];

        // In the order of the new module; what is gone is shown where it was.
        (int, int) Position(int oldIndex, int newIndex) => newIndex >= 0
            ? (newIndex, 1)
            : (result.Where(pair => pair.Item2 >= 0 && pair.Item2 < oldIndex && pair.Item3 >= 0).Select(static pair => pair.Item3 + 1).DefaultIfEmpty(0).Max(), 0);
    }

    private static void MatchRenamed(ModuleSide old, ModuleSide now, HashSet<int> gone, List<int> added, List<(RoutineFate, int, int)> result)
    {
        foreach (var newIndex in added.ToArray())
        {
            var keys = now.Keys(newIndex);
            if (keys.Length == 0)
                continue;
            var oldIndex = gone.Order().FirstOrDefault(candidate => old.Keys(candidate).AsSpan().SequenceEqual(keys), -1);
            if (oldIndex < 0)
                continue;
            gone.Remove(oldIndex);
            added.Remove(newIndex);
            result.Add((RoutineFate.Renamed, oldIndex, newIndex));
        }
    }

    /// <summary>Local symbols may share a name: the first goes with the first.</summary>
    private static Dictionary<string, Queue<int>> ByName(List<Routine> routines)
    {
        var result = new Dictionary<string, Queue<int>>(StringComparer.Ordinal);
        for (var i = 0; i < routines.Count; i++)
        {
            if (!result.TryGetValue(routines[i].Name, out var queue))
                result.Add(routines[i].Name, queue = new Queue<int>());
            queue.Enqueue(i);
        }

        return result;
    }
}
