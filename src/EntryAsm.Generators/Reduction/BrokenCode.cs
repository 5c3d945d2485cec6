// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.Generators.Reduction;

/// <summary>A piece of code that does not compile and was taken out, and the compiler's messages on it.</summary>
internal sealed record BrokenPiece(string Path, FileLinePositionSpan Lines, Diagnostic[] Errors)
{
    /// <summary>True when a statement at a place is what stands there instead.</summary>
    public bool IsEntered(int line, int column) => Lines.StartLinePosition.Line == line && column >= Lines.StartLinePosition.Character && column <= Lines.StartLinePosition.Character + "{ throw".Length;
}

/// <summary>
/// Takes out what does not compile: a body becomes one that cannot be entered, a declaration goes whole. A module that does not get there is evaluated all the same. Lines stay
/// where they are.
/// </summary>
internal sealed class BrokenCode
{
    private const int MaxRounds = 6;

    private readonly List<BrokenPiece> pieces = [];

    /// <summary>What was taken out.</summary>
    public IReadOnlyList<BrokenPiece> Pieces => pieces;

    /// <summary>Calls <paramref name="emit"/> until it succeeds; null when what is left cannot be compiled.</summary>
    public T? EmitWithout<T>(CSharpCompilation compilation, Func<CSharpCompilation, (T? Result, IReadOnlyList<Diagnostic> Errors)> emit)
        where T : class
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var (result, errors) = emit(compilation);
            if (result is not null)
                return result;
            if (Without(compilation, errors) is not { } less)
                return null;
            compilation = less;
        }

        return null;
    }

    private CSharpCompilation? Without(CSharpCompilation compilation, IReadOnlyList<Diagnostic> errors)
    {
        var any = false;
        foreach (var file in errors.Where(static error => error.Location.SourceTree is not null).GroupBy(static error => error.Location.SourceTree!))
        {
            var root = file.Key.GetRoot();
            var replaced = new Dictionary<SyntaxNode, List<Diagnostic>>();
            foreach (var error in file)
            {
                if (Piece(root.FindNode(error.Location.SourceSpan)) is not { } piece)
                    return null;
                if (!replaced.TryGetValue(piece, out var list))
                    replaced.Add(piece, list = []);
                list.Add(error);
            }

            foreach (var inner in replaced.Keys.Where(node => node.Ancestors().Any(replaced.ContainsKey)).ToList())
                replaced.Remove(inner);
            foreach (var pair in replaced)
                pieces.Add(new BrokenPiece(file.Key.FilePath, pair.Key.GetLocation().GetLineSpan(), [.. pair.Value]));
            var changed = root.ReplaceNodes(replaced.Keys, static (node, _) => Replacement(node)!);
            var removed = replaced.Keys.Where(static node => Replacement(node) is null).ToList();
            if (removed.Count > 0)
                changed = root.TrackNodes(removed) is var tracked ? Removed(tracked.ReplaceNodes(replaced.Keys.Except(removed).Select(node => tracked.GetCurrentNode(node) ?? node), static (node, _) => Replacement(node)!), removed) : changed;
            compilation = compilation.ReplaceSyntaxTree(file.Key, file.Key.WithRootAndOptions(changed, file.Key.Options));
            any = true;
        }

        return any ? compilation : null;
    }

    private static SyntaxNode Removed(SyntaxNode root, List<SyntaxNode> nodes) =>
        root.RemoveNodes(nodes.Select(node => root.GetCurrentNode(node)).OfType<SyntaxNode>(), SyntaxRemoveOptions.KeepEndOfLine | SyntaxRemoveOptions.KeepDirectives)!;

    /// <summary>The smallest thing that can be taken out: a body, an initialiser, a member, a type, a directive.</summary>
    private static SyntaxNode? Piece(SyntaxNode node) => node.AncestorsAndSelf().FirstOrDefault(static candidate => candidate switch
    {
        BlockSyntax block => block.Parent is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax,
        ArrowExpressionClauseSyntax => true,
        EqualsValueClauseSyntax value => IsInitialiser(value),
        UsingDirectiveSyntax or AttributeListSyntax => true,
        BaseTypeSyntax => false,
        MemberDeclarationSyntax member => member is not BaseNamespaceDeclarationSyntax,
        _ => false,
    });

    private static bool IsInitialiser(EqualsValueClauseSyntax value) => value.Parent switch
    {
        PropertyDeclarationSyntax => true,
        VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } => !field.Modifiers.Any(SyntaxKind.ConstKeyword),
        _ => false,
    };

    private static SyntaxNode? Replacement(SyntaxNode node) => node switch
    {
        BlockSyntax block => Lines(SyntaxFactory.Block(SyntaxFactory.ParseStatement("throw null!;")), block),
        ArrowExpressionClauseSyntax arrow => Lines(SyntaxFactory.ArrowExpressionClause(SyntaxFactory.ParseExpression("throw null!")), arrow),
        EqualsValueClauseSyntax value => Lines(SyntaxFactory.EqualsValueClause(SyntaxFactory.ParseExpression("true ? throw null! : default!")), value),
        _ => null,
    };

    private static T Lines<T>(T replacement, SyntaxNode old)
        where T : SyntaxNode
    {
        var span = old.GetLocation().GetLineSpan();
        var breaks = span.EndLinePosition.Line - span.StartLinePosition.Line;
        return replacement.WithLeadingTrivia(old.GetLeadingTrivia())
            .WithTrailingTrivia(Enumerable.Repeat(SyntaxFactory.LineFeed, breaks).Concat(old.GetTrailingTrivia()));
    }
}
