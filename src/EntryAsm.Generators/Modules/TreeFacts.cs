// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.Generators;

/// <summary>Digests of a syntax tree, made once a tree: an edit makes a new tree of one file and leaves all others as they are.</summary>
internal sealed class TreeFacts
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeFacts> Known = new();

    private readonly SyntaxTree tree;
    private byte[]? text;
    private byte[]? declarations;
    private byte[]? names;
    private IReadOnlyList<SyntaxNode>? skeleton;

    private TreeFacts(SyntaxTree tree) => this.tree = tree;

    public static TreeFacts Of(SyntaxTree tree) => Known.GetValue(tree, static tree => new TreeFacts(tree));

    /// <summary>Digest of path, options and the whole text: positions in it are part of the result.</summary>
    public byte[] Text(CancellationToken cancellation) => text ??= [.. Options(), .. Digest(System.Text.Encoding.UTF8.GetBytes(tree.FilePath)), .. tree.GetText(cancellation).GetChecksum()];

    /// <summary>Digest of what other files can see of it: all tokens but those of bodies. Comments and line breaks do not count.</summary>
    public byte[] Declarations(CancellationToken cancellation) => declarations ??= DeclarationDigest(tree.GetRoot(cancellation), cancellation);

    /// <summary>
    /// Digest of what counts of a file that is not compiled for a module: names, by which it would be. Where it has global usings, statements or an initializer, or extensions, which are found by other names,
    /// it is all declarations.
    /// </summary>
    public byte[] Names(CancellationToken cancellation) => names ??= CountsByNames((CompilationUnitSyntax)tree.GetRoot(cancellation)) ? NameDigest(tree.GetRoot(cancellation)) : Declarations(cancellation);

    /// <summary>All nodes but those inside bodies, in order: trees with the same declarations have the same.</summary>
    public IReadOnlyList<SyntaxNode> Skeleton(CancellationToken cancellation) => skeleton ??= [.. tree.GetRoot(cancellation).DescendantNodesAndSelf(static node => !IsBody(node))];

    private byte[] Options()
    {
        var options = (CSharpParseOptions)tree.Options;
        var features = options.Features.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => one.Key + "=" + one.Value);
        return System.Text.Encoding.UTF8.GetBytes(options.LanguageVersion + ";" + string.Join(",", options.PreprocessorSymbolNames) + ";" + string.Join(",", features) + "\0");
    }

    private byte[] DeclarationDigest(SyntaxNode root, CancellationToken cancellation)
    {
        var tokens = new StringBuilder();
        var visited = 0;
        foreach (var part in root.DescendantNodesAndTokens(static node => !IsBody(node)))
        {
            if ((++visited & 1023) == 0)
                cancellation.ThrowIfCancellationRequested();
            if (part.IsToken)
                tokens.Append(part.AsToken().Text).Append(' ');
            else if (IsBody(part.AsNode()!))
                tokens.Append(part.RawKind).Append("{} ");
        }

        return [.. Options(), .. Digest(System.Text.Encoding.UTF8.GetBytes(tokens.ToString()))];
    }

    private bool CountsByNames(CompilationUnitSyntax root) => !root.Usings.Any(static use => use.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
        && !root.Members.Any(SyntaxKind.GlobalStatement)
        && !tree.GetText().ToString().Contains("ModuleInitializer")
        && !OutermostTypes(root).Any(static type => type.Modifiers.Any(SyntaxKind.StaticKeyword));

    private byte[] NameDigest(SyntaxNode root)
    {
        var found = new StringBuilder();
        foreach (var node in root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax))
        {
            switch (node)
            {
                case BaseNamespaceDeclarationSyntax space:
                    found.Append("namespace ").Append(space.Name).Append(' ');
                    break;
                case BaseTypeDeclarationSyntax type:
                    found.Append(type.RawKind).Append(type.Identifier.ValueText).Append((type as TypeDeclarationSyntax)?.TypeParameterList?.Parameters.Count).Append(' ');
                    break;
                case DelegateDeclarationSyntax type:
                    found.Append(type.RawKind).Append(type.Identifier.ValueText).Append(type.TypeParameterList?.Parameters.Count).Append(' ');
                    break;
            }
        }

        return [.. Options(), .. Digest(System.Text.Encoding.UTF8.GetBytes(found.ToString()))];
    }

    private static IEnumerable<BaseTypeDeclarationSyntax> OutermostTypes(SyntaxNode root) => root
        .DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<BaseTypeDeclarationSyntax>();

    private static bool IsBody(SyntaxNode node) => node switch
    {
        BlockSyntax or ArrowExpressionClauseSyntax => !NamesField(node),
        GlobalStatementSyntax => true,
        _ => false,
    };

    /// <summary>An accessor that says <c>field</c> declares one.</summary>
    private static bool NamesField(SyntaxNode body) => body.Parent is AccessorDeclarationSyntax or PropertyDeclarationSyntax
        && body.DescendantTokens().Any(static token => token.Text == "field");

    private static byte[] Digest(byte[] bytes)
    {
        using var algorithm = SHA256.Create();
        return algorithm.ComputeHash(bytes);
    }
}
