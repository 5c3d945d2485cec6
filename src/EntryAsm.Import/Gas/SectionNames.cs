// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>The name of a section in an expression is the place where the section starts: a label that is bound there.</summary>
internal static class SectionNames
{
    public static IReadOnlyList<Statement> Bind(IReadOnlyList<Statement> statements, SymbolTable symbols)
    {
        var named = Sections(statements).Distinct(StringComparer.Ordinal).Where(name => symbols.Contains(name) && symbols[name] is { IsDefined: false, IsNumber: false, References: > 0 }).ToList();
        if (named.Count == 0)
            return statements;
        var starts = named.ToDictionary(static name => name, static name => ".L" + name.TrimStart('.') + "_start", StringComparer.Ordinal);
        foreach (var start in starts.Values)
            symbols[start].IsDefined = symbols[start].IsUsed = true;
        var left = new HashSet<string>(named, StringComparer.Ordinal);
        var renamed = Rename.Symbols(statements, name => starts.GetValueOrDefault(name, name)).ToList();
        var first = new List<Statement>();
        if (IsTextFirst(statements) && left.Remove(".text"))
            first.Add(CallStatement.Bind(starts[".text"], SourceLocation.None));
        return [.. first, .. Bound(renamed, starts, left)];
    }

    /// <summary>Code before any section is named lies in .text.</summary>
    private static bool IsTextFirst(IEnumerable<Statement> statements) =>
        statements.FirstOrDefault(static statement => statement is CallStatement or ExpandedStatement) is not CallStatement first || SectionOf(first) is null;

    private static IEnumerable<Statement> Bound(IEnumerable<Statement> statements, Dictionary<string, string> starts, HashSet<string> left)
    {
        foreach (var statement in statements)
        {
            if (statement is ExpandedStatement expanded)
            {
                yield return expanded with { Body = [.. Bound(expanded.Body, starts, left)] };
                continue;
            }

            yield return statement;
            if (statement is CallStatement call && SectionOf(call) is { } section && left.Remove(section))
                yield return CallStatement.Bind(starts[section], call.Line);
        }
    }

    private static IEnumerable<string> Sections(IEnumerable<Statement> statements)
    {
        yield return ".text";
        foreach (var statement in statements)
        {
            var names = statement is ExpandedStatement expanded ? Sections(expanded.Body) : statement is CallStatement call && SectionOf(call) is { } section ? [section] : [];
            foreach (var name in names)
                yield return name;
        }
    }

    private static string? SectionOf(CallStatement call) => call switch
    {
        { Method: "section" or "pushsection", Arguments: [TextArgument name, ..] } => name.Value,
        { Method: "text" or "data" or "bss" } => "." + call.Method,
        _ => null,
    };
}
