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

    private TreeFacts(SyntaxTree tree) => this.tree = tree;

    public static TreeFacts Of(SyntaxTree tree) => Known.GetValue(tree, static tree => new TreeFacts(tree));

    /// <summary>Digest of path, options and the whole text: positions in it are part of the result.</summary>
    public byte[] Text(CancellationToken cancellation) => text ??= [.. Options(), .. Digest(Encoding.UTF8.GetBytes(tree.FilePath)), .. tree.GetText(cancellation).GetChecksum()];

    /// <summary>Digest of what other files can see of it: all tokens but those of bodies. Comments and line breaks do not count.</summary>
    public byte[] Declarations(CancellationToken cancellation) => declarations ??= DeclarationDigest(tree.GetRoot(cancellation), cancellation);

    private byte[] Options()
    {
        var options = (CSharpParseOptions)tree.Options;
        return Encoding.UTF8.GetBytes(options.LanguageVersion + ";" + string.Join(",", options.PreprocessorSymbolNames) + "\0");
    }

    private byte[] DeclarationDigest(SyntaxNode root, CancellationToken cancellation)
    {
        var tokens = new StringBuilder();
        var visited = 0;
        foreach (var token in root.DescendantTokens(static node => !IsBody(node)))
        {
            if ((++visited & 1023) == 0)
                cancellation.ThrowIfCancellationRequested();
            tokens.Append(token.Text).Append(' ');
        }

        return [.. Options(), .. Digest(Encoding.UTF8.GetBytes(tokens.ToString()))];
    }

    private static bool IsBody(SyntaxNode node) => node switch
    {
        BlockSyntax => true,
        ArrowExpressionClauseSyntax => true,
        GlobalStatementSyntax => true,
        _ => false,
    };

    private static byte[] Digest(byte[] bytes)
    {
        using var algorithm = SHA256.Create();
        return algorithm.ComputeHash(bytes);
    }
}
