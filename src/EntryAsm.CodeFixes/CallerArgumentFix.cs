// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.CodeFixes;

/// <summary>Takes out an argument for what the compiler fills in (EA0206), and those after it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CallerArgumentFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("EA0206");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ArgumentSyntax>() is not { Parent: ArgumentListSyntax list } argument)
                continue;
            var arguments = list.Arguments;
            while (arguments.Count > list.Arguments.IndexOf(argument))
                arguments = arguments.RemoveAt(arguments.Count - 1);
            CallFix.Offer(context, diagnostic, "Leave the argument out", list, list.WithArguments(arguments));
        }
    }
}
