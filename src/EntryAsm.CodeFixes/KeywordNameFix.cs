// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace EntryAsm.CodeFixes;

/// <summary>Puts <c>@</c> before a name that C# has as a keyword: <c>@int(0x80)</c>, <c>@lock()</c>, <c>@byte[rax]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class KeywordNameFix : CodeFixProvider
{
    /// <summary>What the compiler says where such a name stands without it.</summary>
    private static readonly ImmutableArray<string> Ids = ImmutableArray.Create("CS1001", "CS1002", "CS1003", "CS1022", "CS1026", "CS1041", "CS1513", "CS1519", "CS1525", "CS1031", "CS8124", "CS0117", "CS0119", "CS0201");

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => Ids;

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null)
            return;
        var line = text.Lines.GetLineFromPosition(Math.Min(context.Span.Start, text.Length)).Span;
        foreach (var token in root.DescendantTokens(line, descendIntoTrivia: true).Where(token => line.Contains(token.SpanStart) && IsName(token, text)))
        {
            var title = "Write @" + token.Text;
            var change = new TextChange(new TextSpan(token.SpanStart, 0), "@");
            context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(context.Document.WithText(text.WithChanges(change))), title + " at " + token.SpanStart), context.Diagnostics);
        }
    }

    /// <summary>True for an instruction that is called, and for memory that is named as an operand.</summary>
    private static bool IsName(SyntaxToken token, SourceText text)
    {
        var next = After(text, token.Span.End);
        return token.Kind() switch
        {
            SyntaxKind.IntKeyword or SyntaxKind.InKeyword or SyntaxKind.OutKeyword => next == '(' && Before(text, token.SpanStart) is ';' or '{' or '}' or ')' or '\0',
            SyntaxKind.LockKeyword => next == '(' && After(text, text.ToString().IndexOf('(', token.Span.End) + 1) == ')',
            SyntaxKind.ByteKeyword => next is '[' or '.' && Before(text, token.SpanStart) is '(' or ',',
            _ => false,
        };
    }

    private static char After(SourceText text, int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
            position++;
        return position < text.Length ? text[position] : '\0';
    }

    private static char Before(SourceText text, int position)
    {
        while (position > 0 && char.IsWhiteSpace(text[position - 1]))
            position--;
        return position > 0 ? text[position - 1] : '\0';
    }
}
