// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Generators.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.Generators.Reporting;

/// <summary>Turns the end of a failed evaluation into diagnostics at the author's line.</summary>
internal sealed class FailureReport(Compilation compilation, INamedTypeSymbol module, ModuleRun run, Func<ModuleRun> runAgain)
{
    private static readonly EquatableArray<DiagnosticInfo> Silence = new([]);

    private readonly SourcePlaces places = new(compilation);

    public EquatableArray<DiagnosticInfo> Of(Exception exception)
    {
        var reason = run.Machine.Stopped ?? exception;
        var stack = Nodes(run.Machine.PlaceOf(reason));
        return reason switch
        {
            BrokenCodeReached broken => OwnOutput(broken.Piece.Errors),
            EvaluationStop stop => One(stop.Descriptor, stack, stop.Arguments),
            EntryAsmException mistake => OfEngine(mistake, stack),
            _ when run.IsFinishing || !run.Machine.IsAuthors(reason) => One(Descriptors.Internal, stack, reason.GetType().Name, FirstLine(reason.Message)),
            _ => One(Descriptors.Thrown, stack, reason.GetType().Name, FirstLine(reason.Message)),
        };
    }

    /// <summary>The C# of each method under way, the outermost first.</summary>
    private ImmutableArray<SyntaxNode> Nodes(CallStack stack) => stack.Places.Select(places.NodeOf).OfType<SyntaxNode>().ToImmutableArray();

    private EquatableArray<DiagnosticInfo> OfEngine(EntryAsmException mistake, ImmutableArray<SyntaxNode> stack)
    {
        var found = run.IsFinishing || mistake.Related.Line != 0 ? LateStack.Find(mistake, runAgain()) : null;
        if (run.IsFinishing)
            stack = found?.Own is { } own ? Nodes(own) : StatementAt(mistake.Location) is { } node ? ImmutableArray.Create(node) : ImmutableArray<SyntaxNode>.Empty;
        var (primary, others) = NamedPlace(mistake, stack) ?? Place(stack);
        var related = found?.Related is { } first ? Nodes(first).LastOrDefault() : StatementAt(mistake.Related);
        others = related is null ? others : others.Append(LocationInfo.Of(related)!);
        return new([new DiagnosticInfo(Descriptors.OfEngine(mistake.Id).Id, new([mistake.Reason]), primary, new([.. others]))]);
    }

    /// <summary>Where the mistake names a line of the module that no call stands on: a setting made there, and used by a macro.</summary>
    private (LocationInfo? Primary, IEnumerable<LocationInfo> Others)? NamedPlace(EntryAsmException mistake, ImmutableArray<SyntaxNode> stack)
    {
        if (stack.Any(node => Covers(node, mistake.Location)))
            return null;
        if (StatementAt(mistake.Location) is not { } named || !IsInside(named))
            return null;
        var (call, macros) = Place(stack);
        return (LocationInfo.Of(named), call is null ? macros : macros.Prepend(call));
    }

    private EquatableArray<DiagnosticInfo> One(DiagnosticDescriptor descriptor, ImmutableArray<SyntaxNode> stack, params string[] arguments)
    {
        var (primary, others) = Place(stack);
        return new([new DiagnosticInfo(descriptor.Id, new(arguments), primary, new([.. others]))]);
    }

    /// <summary>The author's own line, the innermost that stands in the module; further in, the lines of macros.</summary>
    private (LocationInfo? Primary, IEnumerable<LocationInfo> Others) Place(ImmutableArray<SyntaxNode> stack)
    {
        var own = stack.Length - 1;
        while (own >= 0 && !IsInside(stack[own]))
            own--;
        if (stack.Length == 0)
            return (LocationInfo.Of(module.Locations[0]), []);
        // A call of the module from outside itself does not exist: without a line of its own, the outermost call is it.
        own = Math.Max(own, 0);
        return (LocationInfo.Of(stack[own]), stack.Skip(own + 1).Reverse().Select(static node => LocationInfo.Of(node)!).Distinct());
    }

    private bool IsInside(SyntaxNode node) => module.DeclaringSyntaxReferences
        .Any(reference => reference.SyntaxTree == node.SyntaxTree && reference.Span.Contains(node.Span) && node.Span != reference.Span && node is not BaseTypeDeclarationSyntax);

    /// <summary>The statement of a line, where no call was found.</summary>
    private SyntaxNode? StatementAt(SourceLocation location)
    {
        if (location.Line == 0 || places.TreeOf(location.File) is not { } tree || location.Line > tree.GetText().Lines.Count)
            return null;
        var text = tree.GetText();
        var line = text.Lines[location.Line - 1];
        var start = line.Start;
        while (start < line.End && char.IsWhiteSpace(text[start]))
            start++;
        var node = tree.GetRoot().FindToken(start).Parent;
        return node?.FirstAncestorOrSelf<StatementSyntax>() ?? node;
    }

    /// <summary>True when a line lies within a piece of code.</summary>
    private bool Covers(SyntaxNode node, SourceLocation location)
    {
        var lines = node.GetLocation().GetLineSpan();
        return location.Line > lines.StartLinePosition.Line && location.Line <= lines.EndLinePosition.Line + 1 && places.TreeOf(location.File) == node.SyntaxTree;
    }

    /// <summary>Silent on code that does not compile, unless all it lacks is what the generator would have added.</summary>
    private EquatableArray<DiagnosticInfo> OwnOutput(Diagnostic[] errors)
    {
        var name = module.Name + "Code";
        bool IsOwn(Diagnostic error) => error.Location.SourceTree?.GetText().ToString(error.Location.SourceSpan) == name;
        return Array.TrueForAll(errors, IsOwn) ? new([DiagnosticInfo.Create(Descriptors.OwnOutput, LocationInfo.Of(errors[0].Location), name)]) : Silence;
    }

    private static string FirstLine(string message)
    {
        var end = message.IndexOfAny(['\r', '\n']);
        return end < 0 ? message : message.Substring(0, end);
    }
}
