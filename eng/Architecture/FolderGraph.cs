// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.Architecture;

/// <summary>That one folder uses another, with the first place where it does.</summary>
/// <param name="From">The folder that uses.</param>
/// <param name="To">The folder that is used.</param>
/// <param name="Example">File, line and member on both sides.</param>
internal sealed record Use(string From, string To, string Example)
{
    public override string ToString() => FolderGraph.Show(From) + " -> " + FolderGraph.Show(To) + ": " + Example;
}

/// <summary>Which folder of a project uses which, by the symbols its code names.</summary>
/// <remarks>
/// A member stands in the file that declares it; a type in every folder that holds a part of it, and whoever names a member names its type. What only a
/// comment names is no use.
/// </remarks>
internal sealed class FolderGraph
{
    private readonly SortedDictionary<(string From, string To), Use> uses = [];
    private readonly Compilation compilation;
    private readonly string root;
    private readonly string? spreadClass;
    private readonly HashSet<string> chapters = new(StringComparer.Ordinal);

    /// <param name="compilation">What is looked at; sources without a path are not.</param>
    /// <param name="root">The folder that holds the folders.</param>
    /// <param name="spreadClass">A class whose parts fill several folders on purpose: these are the chapters of one room, which bears its name.</param>
    public FolderGraph(Compilation compilation, string root, string? spreadClass = null)
    {
        this.compilation = compilation;
        this.root = root;
        if (spreadClass is not null && compilation.GetTypeByMetadataName(spreadClass) is { } type)
        {
            this.spreadClass = type.Name;
            chapters.UnionWith(FilesOf(type).Select(PathOf));
        }

        Folders = [.. Trees.Select(tree => FolderOf(tree.FilePath)).Distinct().Order(StringComparer.Ordinal)];
        foreach (var found in Trees.AsParallel().AsOrdered().Select(Find))
        {
            foreach (var use in found)
                uses.TryAdd((use.From, use.To), use);
        }
    }

    public IReadOnlyList<string> Folders { get; }

    /// <summary>The folders of the class that fills several, in the order of their names.</summary>
    public IReadOnlyList<string> Chapters => [.. chapters.Order(StringComparer.Ordinal)];

    public IReadOnlyCollection<Use> Uses => uses.Values;

    private IEnumerable<SyntaxTree> Trees => compilation.SyntaxTrees.Where(tree => tree.FilePath.Length != 0);

    /// <summary>The project's own folder has no name.</summary>
    public static string Show(string folder) => folder.Length == 0 ? "(root)" : folder;

    public IEnumerable<string> UsedBy(string folder) => Uses.Where(use => use.From == folder).Select(use => use.To);

    public Use? Find(string from, string to) => uses.GetValueOrDefault((from, to));

    /// <summary>Types with parts in several folders: no folder owns them.</summary>
    public IEnumerable<string> Scattered() =>
        from type in Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().Select(node => compilation.GetSemanticModel(tree).GetDeclaredSymbol(node)!))
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
        let folders = FoldersOf(type).ToList()
        where folders.Count > 1
        select type.ToDisplayString() + " has parts in " + string.Join(", ", folders.Select(Show));

    /// <summary>Where a file lies: <c>Writers/CSharp</c>; empty in the project's own folder.</summary>
    private string FolderOf(string file) => PathOf(file) is var path && chapters.Contains(path) ? spreadClass! : path;

    private string PathOf(string file) => NameOf(Path.GetDirectoryName(file)!) is var path && path != "." ? path : "";

    /// <summary>A file as a message names it.</summary>
    private string NameOf(string file) => Path.GetRelativePath(root, file).Replace('\\', '/');

    private List<Use> Find(SyntaxTree tree)
    {
        var model = compilation.GetSemanticModel(tree);
        var found = new Dictionary<string, Use>(StringComparer.Ordinal);
        foreach (var node in tree.GetRoot().DescendantNodes().Where(Names))
        {
            if (node.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null && model.GetSymbolInfo(node).Symbol is { } symbol)
                Add(found, FolderOf(tree.FilePath), symbol, node);
        }

        return [.. found.Values];
    }

    /// <summary>Names, and what refers to a member without one: target-typed <c>new</c>, operators, indexers.</summary>
    private static bool Names(SyntaxNode node) => node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax or ElementAccessExpressionSyntax
        or BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or ConstructorInitializerSyntax;

    private void Add(Dictionary<string, Use> found, string from, ISymbol symbol, SyntaxNode node)
    {
        var member = symbol.OriginalDefinition;
        if (member is not (INamedTypeSymbol or IMethodSymbol { MethodKind: not MethodKind.LocalFunction } or IPropertySymbol or IFieldSymbol or IEventSymbol))
            return;
        foreach (var to in FoldersOf(member).Union(member.ContainingType is { } type ? FoldersOf(type) : []))
        {
            if (to != from && !found.ContainsKey(to))
                found.Add(to, new Use(from, to, Place(node) + " uses " + member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat) + " of " + FileIn(member, to)));
        }
    }

    private string Place(SyntaxNode node) => NameOf(node.SyntaxTree.FilePath) + ":" + (node.GetLocation().GetLineSpan().StartLinePosition.Line + 1)
        + " (" + MemberAround(node) + ")";

    private static string MemberAround(SyntaxNode node) => node.FirstAncestorOrSelf<MemberDeclarationSyntax>() switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        BaseFieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.Text,
        OperatorDeclarationSyntax operation => "operator " + operation.OperatorToken.Text,
        var other => other?.Kind().ToString() ?? "top level",
    };

    private IEnumerable<string> FoldersOf(ISymbol symbol) => FilesOf(symbol).Select(FolderOf).Distinct();

    private string FileIn(ISymbol symbol, string folder) =>
        FilesOf(symbol).Concat(symbol.ContainingType is { } type ? FilesOf(type) : []).Where(file => FolderOf(file) == folder).Select(NameOf).Order(StringComparer.Ordinal).First();

    private IEnumerable<string> FilesOf(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree)
        .Where(compilation.ContainsSyntaxTree).Select(tree => tree.FilePath).Where(path => path.Length != 0);
}
