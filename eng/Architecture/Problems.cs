// SPDX-License-Identifier: MIT
namespace EntryAsm.Architecture;

/// <summary>Says what is wrong with the folders of a project: two that use each other, longer cycles, and uses against the order.</summary>
internal static class Problems
{
    public static IReadOnlyList<string> Of(Rules rules, FolderGraph graph, KnownUses known)
    {
        var problems = new List<string>();
        problems.AddRange(graph.Scattered().Select(type => rules.Project + ": " + type + "; a type belongs to one folder"));
        problems.AddRange(Cycles.Of(graph, use => !known.Has(rules.Project, use)).Select(cycle => Describe(rules.Project, graph, cycle)));
        problems.AddRange(AgainstOrder(rules, graph));
        problems.AddRange(known.Stale(rules.Project, graph));
        return problems;
    }

    private static string Describe(string project, FolderGraph graph, IReadOnlyList<string> cycle)
    {
        var uses = graph.Uses.Where(use => cycle.Contains(use.From) && cycle.Contains(use.To));
        var what = cycle.Count == 2 ? "two folders use each other" : "folders use each other in a circle";
        return project + ": " + what + ": " + string.Join(", ", cycle.Select(FolderGraph.Show)) + string.Concat(uses.Select(use => "\n    " + use));
    }

    private static IEnumerable<string> AgainstOrder(Rules rules, FolderGraph graph)
    {
        if (rules.Rooms.Count == 0)
            yield break;
        var order = rules.Rooms.Select(room => room.Folder).ToList();
        foreach (var folder in graph.Folders.Where(folder => !order.Contains(folder)))
            yield return rules.Project + ": folder " + FolderGraph.Show(folder) + " has no place in the order; give it one in eng/Architecture/Rules.cs";
        foreach (var use in graph.Uses.Where(use => order.Contains(use.From) && order.IndexOf(use.To) > order.IndexOf(use.From)))
            yield return rules.Project + ": against the order, in which " + use.From + " comes before " + use.To + "\n    " + use;
    }
}
