// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EntryAsm.Generators;

/// <summary>Finds the lines that an object names, in the trees of the compilation: only there do <c>#pragma</c> and .editorconfig work.</summary>
internal sealed class CheckLines(Compilation compilation, ProjectFolder project)
{
    private readonly Lazy<Dictionary<string, SyntaxTree>> trees = new(() =>
    {
        var result = new Dictionary<string, SyntaxTree>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
            result[project.Inside(tree.FilePath)] = tree;
        return result;
    });

    public Location Find(SourceLocation line)
    {
        if (line.Line == 0 || !trees.Value.TryGetValue(line.File, out var tree))
            return Location.None;
        var lines = tree.GetText().Lines;
        if (line.Line > lines.Count)
            return Location.None;
        var span = lines[line.Line - 1].Span;
        var text = lines[line.Line - 1].ToString();
        return Location.Create(tree, TextSpan.FromBounds(span.Start + text.Length - text.TrimStart().Length, span.End));
    }
}
