// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.Generators.Interpretation;

/// <summary>
/// Finds the calls that led to a line, for mistakes the engine meets at the end (a symbol never defined, a branch out of reach), when the calls are
/// long over: evaluates the module once more and stops at that line.
/// </summary>
internal static class LateStack
{
    public static CallStack Find(SourceLocation location, SourceProgram program, INamedTypeSymbol module, CancellationToken cancellation)
    {
        var run = new ModuleRun(program, module, "", cancellation);
        CallStack? found = null;
        run.Machine.EngineCalled = site =>
        {
            if (LineOf(site) != location.Line || !IsFile(site.SyntaxTree, location.File, program.Compilation))
                return;
            found = run.Machine.Stack;
            throw new FoundException();
        };
        try
        {
            run.Assemble();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever ended this run, the first one has been reported.
        }

        return found ?? new CallStack(Statement(location, program.Compilation, cancellation), ImmutableArray<SyntaxNode>.Empty);
    }

    private sealed class FoundException : Exception;

    /// <summary>The line the compiler gives as the caller's: that of the opening parenthesis.</summary>
    private static int LineOf(SyntaxNode site)
    {
        var position = site is InvocationExpressionSyntax call ? call.ArgumentList.OpenParenToken.SpanStart : site.SpanStart;
        return site.SyntaxTree.GetMappedLineSpan(new Microsoft.CodeAnalysis.Text.TextSpan(position, 0)).StartLinePosition.Line + 1;
    }

    private static bool IsFile(SyntaxTree tree, string file, Compilation compilation) =>
        tree.FilePath == file || (compilation.Options.SourceReferenceResolver?.NormalizePath(tree.FilePath, null) ?? tree.FilePath) == file;

    /// <summary>The statement of a line, when no call was found there.</summary>
    private static SyntaxNode? Statement(SourceLocation location, Compilation compilation, CancellationToken cancellation)
    {
        var tree = compilation.SyntaxTrees.FirstOrDefault(candidate => IsFile(candidate, location.File, compilation));
        if (tree is null || location.Line > tree.GetText(cancellation).Lines.Count)
            return null;
        var line = tree.GetText(cancellation).Lines[location.Line - 1];
        var start = line.Start;
        while (start < line.End && char.IsWhiteSpace(tree.GetText(cancellation)[start]))
            start++;
        var node = tree.GetRoot(cancellation).FindToken(start).Parent;
        return node?.FirstAncestorOrSelf<StatementSyntax>() ?? node;
    }
}
