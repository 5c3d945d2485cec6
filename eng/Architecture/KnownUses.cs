// SPDX-License-Identifier: MIT
namespace EntryAsm.Architecture;

/// <summary>Uses that close a cycle and are still there: eng/Architecture/known-uses.txt. A line that is no longer true must go, so the list only shrinks.</summary>
internal sealed class KnownUses
{
    private readonly HashSet<(string Project, string From, string To)> lines;

    private KnownUses(IEnumerable<(string Project, string From, string To)> lines) => this.lines = [.. lines];

    public static KnownUses None { get; } = new([]);

    /// <summary>Lines of the form <c>project: from -> to</c>.</summary>
    public static KnownUses Read(string repository)
    {
        var file = Path.Combine(repository, "eng", "Architecture", "known-uses.txt");
        return File.Exists(file) ? new KnownUses(File.ReadAllLines(file).Where(line => line.Length != 0 && line[0] != '#').Select(Parse)) : None;
    }

    public bool Has(string project, Use use) => lines.Contains((project, use.From, use.To));

    /// <summary>The lines of a project that nothing needs any more.</summary>
    public IEnumerable<string> Stale(string project, FolderGraph graph) => lines.Where(line => line.Project == project && graph.Find(line.From, line.To) is null)
        .Select(line => project + ": " + FolderGraph.Show(line.From) + " no longer uses " + FolderGraph.Show(line.To) + "; remove the line from eng/Architecture/known-uses.txt");

    private static (string Project, string From, string To) Parse(string line)
    {
        var (colon, arrow) = (line.IndexOf(": ", StringComparison.Ordinal), line.IndexOf(" -> ", StringComparison.Ordinal));
        static string Folder(string name) => name == FolderGraph.Show("") ? "" : name;
        return (line[..colon], Folder(line[(colon + 2)..arrow]), Folder(line[(arrow + 4)..].TrimEnd()));
    }
}
