// SPDX-License-Identifier: MIT
using System.Text;

namespace EntryAsm.Architecture;

/// <summary>docs/architecture.md: the projects, their folders, and who uses whom, as pictures and tables.</summary>
internal sealed class ArchitecturePage
{
    public const string Command = "dotnet run --project eng/Architecture";

    private readonly StringBuilder text = new();

    public static string Write(IReadOnlyList<SourceProject> projects, IReadOnlyDictionary<string, FolderGraph> graphs)
    {
        var page = new ArchitecturePage();
        page.Line("<!-- Made by: " + Command + " (from the code; do not edit) -->");
        page.Line("# Architecture").Line();
        page.Line("Code flows one way: an author's calls → items → layout → object → writers. Each folder of a project is a room; the internal types of the engine's rooms live in a namespace of");
        page.Line("their own, so that the `using` lines of a file say what it depends on. An arrow means \"uses\". A test draws these pictures from what the compiler binds and fails when two folders");
        page.Line("use each other, when there is a cycle, when a room of the engine uses one below it, and when this page is out of date.").Line();
        page.Projects(projects);
        foreach (var project in projects)
            page.Folders(Rules.Of(project.Name), graphs[project.Name]);
        return page.text.ToString();
    }

    private void Projects(IReadOnlyList<SourceProject> projects)
    {
        Line("## Projects").Line();
        Line("```mermaid").Line("graph TD");
        foreach (var project in projects)
        {
            Line("    " + Id(project.Name) + "[\"" + project.Name + "\"]");
            foreach (var used in project.Uses)
                Line("    " + Id(project.Name) + " --> " + Id(used));
        }

        Line("```").Line();
        Line("| project | uses | opens its internals to |").Line("|---|---|---|");
        foreach (var project in projects)
            Line("| `" + project.Name + "` | " + List(project.Uses) + " | " + List(project.Friends) + " |");
        Line();
    }

    private void Folders(Rules rules, FolderGraph graph)
    {
        if (graph.Folders.Count < 2)
            return;
        var order = Cycles.Ordered(graph);
        if (rules.Rooms.Count != 0)
            order = [.. rules.Rooms.Select(room => room.Folder).Where(graph.Folders.Contains)];
        Line("## " + rules.Project).Line();
        if (graph.Chapters.Count != 0)
            Line("`" + rules.SpreadClass!.Split('.')[^1] + "` is one class on purpose, because its macros are the methods an author inherits; " + List(graph.Chapters) + " are its chapters.").Line();
        Line("```mermaid").Line("graph TD");
        foreach (var folder in order)
        {
            Line("    " + Id(folder) + "[\"" + FolderGraph.Show(folder) + "\"]");
            foreach (var used in graph.UsedBy(folder).Where(used => !IsImplied(graph, folder, used)))
                Line("    " + Id(folder) + " --> " + Id(used));
        }

        Line("```").Line();
        Line("The picture leaves out arrows that longer paths imply; the table has all of them. " + (rules.Rooms.Count != 0 ? "A room uses only rooms above it." : "A folder is below everything it uses.")).Line();
        Line(rules.Rooms.Count != 0 ? "| room | what | uses |" : "| folder | uses |").Line(rules.Rooms.Count != 0 ? "|---|---|---|" : "|---|---|");
        foreach (var folder in order)
            Line("| `" + FolderGraph.Show(folder) + "` | " + What(rules, folder) + List(graph.UsedBy(folder)) + " |");
        Line();
    }

    private static string What(Rules rules, string folder) => rules.Rooms.FirstOrDefault(room => room.Folder == folder) is { } room ? room.What + " | " : "";

    /// <summary>True when a folder reaches another by a longer way too.</summary>
    private static bool IsImplied(FolderGraph graph, string from, string to)
    {
        var open = new Stack<string>(graph.UsedBy(from).Where(next => next != to));
        var reached = new HashSet<string>(StringComparer.Ordinal) { from };
        while (open.TryPop(out var next))
        {
            if (next == to)
                return true;
            if (!reached.Add(next))
                continue;
            foreach (var further in graph.UsedBy(next))
                open.Push(further);
        }

        return false;
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => "`" + FolderGraph.Show(name) + "`")) is { Length: > 0 } list ? list : "nothing";

    private static string Id(string name) => FolderGraph.Show(name).Replace('.', '_').Replace('/', '_').Replace("(root)", "root", StringComparison.Ordinal);

    private ArchitecturePage Line(string line = "")
    {
        text.Append(line).Append('\n');
        return this;
    }
}
