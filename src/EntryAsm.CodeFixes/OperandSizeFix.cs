// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.CodeFixes;

/// <summary>Writes an operand in the size that the message of EA0004 offers.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class OperandSizeFix : CodeFixProvider
{
    private static readonly Regex Offers = new("'(?<after>[^']+)' instead of '(?<before>[^']+)'", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("EA0004");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await CallFix.CallAsync(context, diagnostic).ConfigureAwait(false) is not { } call)
                continue;
            foreach (Match offer in Offers.Matches(diagnostic.GetMessage(CultureInfo.InvariantCulture)))
                Offer(context, diagnostic, call, offer.Groups["before"].Value, offer.Groups["after"].Value);
        }
    }

    private static void Offer(CodeFixContext context, Diagnostic diagnostic, InvocationExpressionSyntax call, string before, string after)
    {
        var isMemory = before.IndexOf('[') >= 0;
        var (old, name) = (FirstName(before), FirstName(after));
        var written = call.ArgumentList.Arguments.Select(argument => isMemory == argument.Expression is ElementAccessExpressionSyntax ? SizedNames.MemorySizeOf(argument.Expression) : null)
            .FirstOrDefault(found => found?.Identifier.ValueText == old);
        if (written is not null)
            CallFix.Offer(context, diagnostic, "Write " + after + " instead of " + before, written, SyntaxFactory.IdentifierName(SyntaxFactory.ParseToken(SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name)));
    }

    private static string FirstName(string operand) => operand.Split('[', '.')[0];
}
