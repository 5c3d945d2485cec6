// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

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
            var text = file.Key.GetText();
            var changes = replaced.Keys.OrderBy(static node => node.SpanStart).Select(node => Change(node, text));
            compilation = compilation.ReplaceSyntaxTree(file.Key, file.Key.WithChangedText(text.WithChanges(changes)));
            any = true;
        }

        return any ? compilation : null;
    }

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

    private static TextChange Change(SyntaxNode node, SourceText text)
    {
        var span = node is EnumMemberDeclarationSyntax && node.GetLastToken().GetNextToken() is var next && next.IsKind(SyntaxKind.CommaToken) ? TextSpan.FromBounds(node.SpanStart, next.Span.End) : node.Span;
        return new TextChange(span, Replacement(node) is { } code ? code + Breaks(text.ToString(span)) : Blank(node, span, text));
    }

    private static string? Replacement(SyntaxNode node) => node switch
    {
        BlockSyntax => "{throw null!;}",
        ArrowExpressionClauseSyntax => "=>throw null!",
        EqualsValueClauseSyntax => "=true ? throw null! : default!",
        _ => null,
    };

    private static string Breaks(string code) => string.Concat(code.Where(IsBreak));

    /// <summary>Blanks where code was; line breaks stay, and directives, which may not end where the code does.</summary>
    private static string Blank(SyntaxNode node, TextSpan span, SourceText text)
    {
        var directives = node.DescendantTrivia().Where(trivia => trivia.IsDirective && span.Contains(trivia.Span)).Select(static trivia => trivia.Span).ToList();
        var blank = text.ToString(span).Select(static character => IsBreak(character) ? character : ' ').ToArray();
        foreach (var directive in directives)
            text.ToString(directive).CopyTo(0, blank, directive.Start - span.Start, directive.Length);
        return new string(blank);
    }

    private static bool IsBreak(char character) => character is '\r' or '\n' or '\u0085' or '\u2028' or '\u2029';
}
