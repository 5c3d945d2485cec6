// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryAsm.Generators.Reporting;

/// <summary>Finds the C# behind steps of the evaluation: the statement by the compiler's own lines, and in it the expression by what the step does.</summary>
internal sealed class SourcePlaces
{
    private static readonly ConditionalWeakTable<Compilation, Dictionary<string, SyntaxTree>> Trees = new();

    private readonly Dictionary<string, SyntaxTree> trees;
    private readonly Dictionary<(Code, int), SyntaxNode?> nodes = [];

    public SourcePlaces(Compilation compilation) => trees = Trees.GetValue(compilation, TreesOf);

    private static Dictionary<string, SyntaxTree> TreesOf(Compilation compilation)
    {
        var trees = new Dictionary<string, SyntaxTree>(StringComparer.Ordinal);
        var resolver = compilation.Options.SourceReferenceResolver;
        foreach (var tree in compilation.SyntaxTrees)
        {
            trees[resolver?.NormalizePath(tree.FilePath, null) ?? tree.FilePath] = tree;
            trees[tree.FilePath] = tree;
        }

        return trees;
    }

    /// <summary>The file of a path as the compiler tells it to callers.</summary>
    public SyntaxTree? TreeOf(string path) => trees.TryGetValue(path, out var tree) ? tree : null;

    /// <summary>The files whose lines a method has.</summary>
    public IEnumerable<SyntaxTree> TreesOf(Code code)
    {
        var reader = code.Image.Lines;
        return Places.PointsOf(code).Select(point => point.Document).Distinct().Select(document => TreeOf(reader.GetString(reader.GetDocument(document).Name))).OfType<SyntaxTree>();
    }

    /// <summary>The expression or statement a step belongs to; null where there is no C# for it. In recursion one place is asked for a thousand times.</summary>
    public SyntaxNode? NodeOf(CodePlace place)
    {
        if (!nodes.TryGetValue((place.Code, place.Step), out var node))
            nodes.Add((place.Code, place.Step), node = Find(place));
        return node;
    }

    private SyntaxNode? Find(CodePlace place)
    {
        var code = place.Code;
        var offset = place.Step < code.Offsets.Length ? code.Offsets[place.Step] : 0;
        if (Places.LinesOf(code, offset) is not { } lines || Located(lines) is not var (tree, span))
            return null;
        var root = tree.GetRoot();
        var node = root.FindNode(span, getInnermostNodeForTie: true);
        if (node.Span != span && node.ChildNodes().FirstOrDefault(child => span.Contains(child.Span)) is { } part)
            node = part;
        return Inner(code, place.Step, node, span) ?? node;
    }

    private (SyntaxTree Tree, TextSpan Span)? Located(CodeLines lines)
    {
        if (TreeOf(lines.Path) is not { } tree)
            return Mapped(lines);
        var text = tree.GetText();
        if (lines.EndLine >= text.Lines.Count)
            return null;
        var start = Math.Min(text.Lines[lines.StartLine].Start + lines.StartColumn, text.Length);
        var end = Math.Min(text.Lines[lines.EndLine].Start + lines.EndColumn, text.Length);
        return start <= end ? (tree, TextSpan.FromBounds(start, end)) : null;
    }

    /// <summary>A place that a line directive gives another file.</summary>
    private (SyntaxTree Tree, TextSpan Span)? Mapped(CodeLines lines)
    {
        foreach (var tree in trees.Values.Distinct())
        {
            foreach (var mapping in tree.GetLineMappings())
            {
                if (mapping.MappedSpan.Path != lines.Path || lines.StartLine < mapping.MappedSpan.StartLinePosition.Line)
                    continue;
                var line = mapping.Span.Start.Line + (lines.StartLine - mapping.MappedSpan.StartLinePosition.Line);
                if (line > mapping.Span.End.Line || line >= tree.GetText().Lines.Count)
                    continue;
                var span = tree.GetText().Lines[line].Span;
                var start = span.Start + tree.GetText().ToString(span).TakeWhile(char.IsWhiteSpace).Count();
                return (tree, TextSpan.FromBounds(start, Math.Max(start, span.End)));
            }
        }

        return null;
    }

    /// <summary>In a statement, the expression that a step stands for: the one of its kind and name that is as many in the order of evaluation.</summary>
    private static SyntaxNode? Inner(Code code, int step, SyntaxNode node, TextSpan span)
    {
        if (code.Steps is not { } steps || step >= steps.Length || Matcher(steps[step]) is not { } matches)
            return null;
        var first = step;
        var start = Places.PointsOf(code).Where(point => !point.IsHidden && point.Offset <= code.Offsets[step]).Select(static point => point.Offset).DefaultIfEmpty(0).Last();
        while (first > 0 && code.Offsets[first - 1] >= start)
            first--;
        var before = 0;
        for (var index = first; index < step; index++)
        {
            if (steps[index].Operation == steps[step].Operation && SameName(steps[index], steps[step]))
                before++;
        }

        var found = node.DescendantNodesAndSelf(child => child == node || child is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Where(child => span.Contains(child.Span) && matches(child)).OrderBy(static child => child.Span.End).ThenByDescending(static child => child.Span.Start).ToList();
        return found.Count == 0 ? null : found[Math.Min(before, found.Count - 1)];
    }

    private static bool SameName(Step left, Step right) => NameOf(left) == NameOf(right);

    private static string? NameOf(Step step) => (step.Object is ConstrainedCall constrained ? constrained.Call : step.Object as Callee)?.Method is { } method
        ? method.IsConstructor ? method.DeclaringType!.Name : method.Name : null;

    private static Func<SyntaxNode, bool>? Matcher(Step step) => step.Operation switch
    {
        Operation.Call or Operation.CallVirtual => CallMatcher(NameOf(step)!),
        Operation.New or Operation.NewDelegate => static node => node is BaseObjectCreationExpressionSyntax or ThrowExpressionSyntax,
        Operation.NewArray => static node => node is ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or CollectionExpressionSyntax,
        Operation.LoadElement or Operation.StoreElement or Operation.PlaceOfElement => static node => node is ElementAccessExpressionSyntax,
        Operation.Binary => static node => node is BinaryExpressionSyntax or AssignmentExpressionSyntax,
        Operation.Convert or Operation.UnboxAny or Operation.CastClass => static node => node is CastExpressionSyntax,
        Operation.Throw => static node => node is ThrowStatementSyntax or ThrowExpressionSyntax,
        _ => null,
    };

    private static Func<SyntaxNode, bool>? CallMatcher(string name)
    {
        if (name.StartsWith("get_Item", StringComparison.Ordinal) || name == "set_Item")
            return static node => node is ElementAccessExpressionSyntax;
        if (name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal))
            return Named(name.Substring(4), isCall: false);
        if (name.StartsWith("op_", StringComparison.Ordinal))
            return name is "op_Implicit" or "op_Explicit" ? null : static node => node is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or AssignmentExpressionSyntax;
        if (name == "Concat")
            return static node => node is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } or AssignmentExpressionSyntax or InvocationExpressionSyntax or InterpolatedStringExpressionSyntax;
        // A local function is called by a name of the compiler's.
        var local = name.IndexOf(">g__", StringComparison.Ordinal);
        if (local >= 0)
            name = name.Substring(local + 4).Split('|')[0];
        return name == "Invoke" ? static node => node is InvocationExpressionSyntax : Named(name.Substring(name.LastIndexOf('.') + 1), isCall: true);
    }

    private static Func<SyntaxNode, bool> Named(string name, bool isCall) => node => isCall
        ? node is InvocationExpressionSyntax call && LastName(call.Expression) == name
        : node is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax or IdentifierNameSyntax { Parent: not MemberAccessExpressionSyntax } && LastName((ExpressionSyntax)node) == name;

    private static string? LastName(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => null,
    };
}
