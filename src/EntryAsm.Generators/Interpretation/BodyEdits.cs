// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.Generators.Interpretation;

/// <summary>
/// What was edited since a compilation, as long as only bodies were: then its symbols are those of every later compilation too, all code bound to them stays
/// good, and only the bodies of edited files are bound again, in place of the old ones.
/// </summary>
internal sealed class BodyEdits(Compilation compilation)
{
    private readonly SyntaxTree[] original = [.. compilation.SyntaxTrees];
    private readonly SyntaxTree[] current = [.. compilation.SyntaxTrees];
    private readonly Dictionary<SyntaxTree, (Dictionary<SyntaxNode, int> Places, IReadOnlyList<SyntaxNode> Nodes)> edited = [];

    /// <summary>True when a file is not as the compilation has it.</summary>
    public bool Any => edited.Count != 0;

    /// <summary>Moves on to a later compilation; gives the original trees of the files that changed, or null when more than bodies did.</summary>
    public IReadOnlyList<SyntaxTree>? MoveTo(Compilation later, CancellationToken cancellation)
    {
        var trees = later.SyntaxTrees.ToArray();
        if (trees.Length != original.Length || !later.Options.Equals(compilation.Options) || !later.References.SequenceEqual(compilation.References))
            return null;
        var changed = Enumerable.Range(0, trees.Length).Where(index => trees[index] != current[index]).ToList();
        if (!changed.TrueForAll(index => trees[index] == original[index] || DiffersInBodies(original[index], trees[index], cancellation)))
            return null;

        foreach (var index in changed)
        {
            current[index] = trees[index];
            edited.Remove(original[index]);
            if (trees[index] != original[index])
                edited.Add(original[index], (Places(TreeFacts.Of(original[index]).Skeleton(cancellation)), TreeFacts.Of(trees[index]).Skeleton(cancellation)));
        }

        return [.. changed.Select(index => original[index])];
    }

    /// <summary>The declaration of the original compilation as its file has it now.</summary>
    public SyntaxNode Current(SyntaxNode declaration) =>
        edited.TryGetValue(declaration.SyntaxTree, out var edit) ? edit.Nodes[edit.Places[declaration]] : declaration;

    /// <summary>Binds the code of an edited file in place of the original's.</summary>
    /// <exception cref="InvalidOperationException">The compiler cannot; the whole must be bound anew.</exception>
    public SemanticModel ModelOf(SyntaxNode declaration, SemanticModel original)
    {
        SemanticModel? model = null;
        _ = (declaration, Current(declaration)) switch
        {
            (BaseMethodDeclarationSyntax { Body: { } body }, BaseMethodDeclarationSyntax now) => original.TryGetSpeculativeSemanticModelForMethodBody(body.OpenBraceToken.Span.End, now, out model),
            (AccessorDeclarationSyntax { Body: { } body }, AccessorDeclarationSyntax now) => original.TryGetSpeculativeSemanticModelForMethodBody(body.OpenBraceToken.Span.End, now, out model),
            (EqualsValueClauseSyntax value, EqualsValueClauseSyntax now) => original.TryGetSpeculativeSemanticModel(value.EqualsToken.Span.End, now, out model),
            var (then, now) => BodyOf(then) is ArrowExpressionClauseSyntax arrow && original.TryGetSpeculativeSemanticModel(arrow.ArrowToken.Span.End, (ArrowExpressionClauseSyntax)BodyOf(now)!, out model),
        };
        return model ?? throw new InvalidOperationException("'" + declaration.Kind() + "' cannot be bound alone");
    }

    /// <summary>The part of a declaration that is bound alone.</summary>
    public static SyntaxNode? BodyOf(SyntaxNode declaration) => declaration switch
    {
        BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
        AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody,
        _ => declaration,
    };

    /// <summary>The digests leave out nothing that a declaration is made of. Constructors chain to others outside their bodies and are not bound alone; nor is what does not parse.</summary>
    private static bool DiffersInBodies(SyntaxTree then, SyntaxTree now, CancellationToken cancellation)
    {
        if (then.FilePath != now.FilePath || now.GetRoot(cancellation).ContainsDiagnostics)
            return false;
        var (before, after) = (TreeFacts.Of(then), TreeFacts.Of(now));
        return before.Declarations(cancellation).AsSpan().SequenceEqual(after.Declarations(cancellation))
            && before.Skeleton(cancellation).Select(static node => node.RawKind).SequenceEqual(after.Skeleton(cancellation).Select(static node => node.RawKind))
            && !after.Skeleton(cancellation).Any(static node => node is ConstructorDeclarationSyntax or PrimaryConstructorBaseTypeSyntax);
    }

    private static Dictionary<SyntaxNode, int> Places(IReadOnlyList<SyntaxNode> nodes)
    {
        var places = new Dictionary<SyntaxNode, int>(nodes.Count);
        for (var index = 0; index < nodes.Count; index++)
            places.Add(nodes[index], index);
        return places;
    }
}
