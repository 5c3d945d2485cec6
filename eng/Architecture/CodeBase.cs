// SPDX-License-Identifier: MIT
namespace EntryAsm.Architecture;

/// <summary>Every project under src/ with the graph of its folders.</summary>
internal sealed class CodeBase
{
    private readonly string repository;

    private CodeBase(string repository)
    {
        this.repository = repository;
        Projects = SourceProject.LoadAll(repository);
        Graphs = Projects.ToDictionary(project => project.Name, project => new FolderGraph(project.Compilation, project.Folder, Rules.Of(project.Name).SpreadClass), StringComparer.Ordinal);
    }

    public IReadOnlyList<SourceProject> Projects { get; }

    public IReadOnlyDictionary<string, FolderGraph> Graphs { get; }

    public string Page => ArchitecturePage.Write(Projects, Graphs);

    public static CodeBase Load(string repository) => new(repository);

    /// <summary>What is wrong with the folders of all projects.</summary>
    public IReadOnlyList<string> Problems()
    {
        var known = KnownUses.Read(repository);
        return [.. Projects.SelectMany(project => project.Errors.Select(error => project.Name + " does not compile: " + error)
            .Concat(Architecture.Problems.Of(Rules.Of(project.Name), Graphs[project.Name], known)))];
    }
}
