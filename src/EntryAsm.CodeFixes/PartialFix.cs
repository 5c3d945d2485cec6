// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.CodeFixes;

/// <summary>Makes an entry module partial (EA0101).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class PartialFix : CodeFixProvider
{
    private const string Title = "Make the module partial";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("EA0101");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
            context.RegisterCodeFix(CodeAction.Create(Title, cancellation => FixAsync(context.Document, diagnostic, cancellation), Title), diagnostic);
        return Task.CompletedTask;
    }

    private static async Task<Document> FixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration)
            return document;
        // It stands last among the modifiers; a declaration without any keeps the comment before it.
        var word = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        var changed = declaration.Modifiers.Count != 0 ? declaration.WithModifiers(declaration.Modifiers.Add(word))
            : declaration.WithKeyword(declaration.Keyword.WithLeadingTrivia()).WithModifiers(SyntaxFactory.TokenList(word.WithLeadingTrivia(declaration.Keyword.LeadingTrivia)));
        return document.WithSyntaxRoot(root.ReplaceNode(declaration, changed));
    }
}
