// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.Generators.Interpretation;

/// <summary>The calls behind a mistake's own line and the line related to it.</summary>
internal sealed record MistakePlaces(CallStack? Own, CallStack? Related);

/// <summary>
/// Finds the calls that led to a mistake the engine meets when they are long over (a symbol never defined, a first definition): evaluates the module once
/// more, with a number of its own instead of the line for each call on the lines in question. The mistake that comes again names them.
/// </summary>
internal sealed class LateStack
{
    /// <summary>No source has as many lines.</summary>
    private const int FirstNumber = 1 << 30;

    private readonly List<CallStack> stacks = [];
    private readonly ModuleRun run;
    private readonly EntryAsmException mistake;

    private LateStack(EntryAsmException mistake, ModuleRun run)
    {
        this.mistake = mistake;
        this.run = run;
    }

    public static MistakePlaces Find(EntryAsmException mistake, SourceProgram program, INamedTypeSymbol module, CancellationToken cancellation)
    {
        var search = new LateStack(mistake, new ModuleRun(program, module, "", cancellation));
        var again = search.Again() ?? mistake;
        return new MistakePlaces(
            search.StackOf(again.Location) ?? StatementAt(mistake.Location, program.Compilation, cancellation),
            search.StackOf(again.Related) ?? StatementAt(mistake.Related, program.Compilation, cancellation));
    }

    private EntryAsmException? Again()
    {
        run.Machine.NumberCall = Number;
        try
        {
            run.Assemble();
            return null;
        }
        catch (EntryAsmException again)
        {
            return again;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The first run's mistake stands; only its place is less exact.
            return null;
        }
    }

    private int Number(int line)
    {
        if (line != mistake.Location.Line && line != mistake.Related.Line)
            return line;
        stacks.Add(run.Machine.Stack);
        return FirstNumber + stacks.Count - 1;
    }

    private CallStack? StackOf(SourceLocation location) => location.Line >= FirstNumber ? stacks[location.Line - FirstNumber] : null;

    /// <summary>The statement of a line, where no call was found.</summary>
    internal static CallStack? StatementAt(SourceLocation location, Compilation compilation, CancellationToken cancellation)
    {
        var tree = location.Line == 0 ? null : compilation.SyntaxTrees.FirstOrDefault(candidate => IsFile(candidate, location.File, compilation));
        if (tree is null || location.Line > tree.GetText(cancellation).Lines.Count)
            return null;
        var line = tree.GetText(cancellation).Lines[location.Line - 1];
        var start = line.Start;
        while (start < line.End && char.IsWhiteSpace(tree.GetText(cancellation)[start]))
            start++;
        var node = tree.GetRoot(cancellation).FindToken(start).Parent;
        return new CallStack(node?.FirstAncestorOrSelf<StatementSyntax>() ?? node, ImmutableArray<SyntaxNode>.Empty);
    }

    /// <summary>True when a line lies within a piece of code.</summary>
    internal static bool Covers(SyntaxNode node, SourceLocation location, Compilation compilation)
    {
        var lines = node.GetLocation().GetLineSpan();
        return location.Line > lines.StartLinePosition.Line && location.Line <= lines.EndLinePosition.Line + 1 && IsFile(node.SyntaxTree, location.File, compilation);
    }

    private static bool IsFile(SyntaxTree tree, string file, Compilation compilation) =>
        tree.FilePath == file || (compilation.Options.SourceReferenceResolver?.NormalizePath(tree.FilePath, null) ?? tree.FilePath) == file;
}
