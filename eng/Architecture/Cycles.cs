// SPDX-License-Identifier: MIT
namespace EntryAsm.Architecture;

/// <summary>Finds folders that use each other, straight or around a corner.</summary>
internal static class Cycles
{
    /// <summary>Every knot: folders each of which reaches each other one, in the order of their names.</summary>
    /// <param name="graph">The folders.</param>
    /// <param name="counts">Which uses count.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Of(FolderGraph graph, Func<Use, bool> counts)
    {
        var used = graph.Uses.Where(counts).ToLookup(use => use.From, use => use.To, StringComparer.Ordinal);
        var reached = graph.Folders.ToDictionary(folder => folder, folder => Reach(used, folder), StringComparer.Ordinal);
        var knots = new List<IReadOnlyList<string>>();
        foreach (var folder in graph.Folders.Where(folder => reached[folder].Contains(folder) && !knots.Any(knot => knot.Contains(folder))))
            knots.Add([.. graph.Folders.Where(other => reached[folder].Contains(other) && reached[other].Contains(folder))]);
        return knots;
    }

    /// <summary>The folders so that each stands after all it uses; in the order of their names where that leaves a choice.</summary>
    public static IReadOnlyList<string> Ordered(FolderGraph graph)
    {
        var ordered = new List<string>();
        var waiting = graph.Folders.ToList();
        while (waiting.Count != 0)
        {
            var next = waiting.Find(folder => !graph.UsedBy(folder).Any(waiting.Contains)) ?? waiting[0];
            waiting.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }

    private static HashSet<string> Reach(ILookup<string, string> used, string from)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(used[from]);
        while (open.TryPop(out var next))
        {
            if (!reached.Add(next))
                continue;
            foreach (var further in used[next])
                open.Push(further);
        }

        return reached;
    }
}
