// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.CodeFixes;

/// <summary>What the fixes of calls share: finding the call, and offering a document with a node replaced.</summary>
internal static class CallFix
{
    /// <summary>The call a diagnostic is about.</summary>
    public static async Task<InvocationExpressionSyntax?> CallAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        return root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>();
    }

    /// <summary>Offers to put one node in place of another.</summary>
    public static void Offer(CodeFixContext context, Diagnostic diagnostic, string title, SyntaxNode before, SyntaxNode after) => context.RegisterCodeFix(
        CodeAction.Create(title, async cancellation =>
        {
            var root = await context.Document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
            return context.Document.WithSyntaxRoot(root!.ReplaceNode(before, after.WithTriviaFrom(before)));
        }, title), diagnostic);

    /// <summary>The name in a call.</summary>
    public static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax member => member.Name,
        _ => null,
    };
}
