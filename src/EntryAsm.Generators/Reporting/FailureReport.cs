// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Errors;
using EntryAsm.Generators.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.Generators.Reporting;

/// <summary>Turns the end of a failed evaluation into diagnostics at the author's line.</summary>
internal sealed class FailureReport(Compilation compilation, INamedTypeSymbol module, ModuleRun run, Func<ModuleRun> runAgain)
{
    private static readonly EquatableArray<DiagnosticInfo> Silence = new([]);

    private readonly SourcePlaces places = new(compilation);

    /// <param name="end">What ended the evaluation before its end, if anything did.</param>
    public EquatableArray<DiagnosticInfo> Of(Exception? end)
    {
        var reason = run.Machine.Stopped ?? end;
        var errors = run.EngineErrors.ToList();
        if (reason is EntryAsmException error)
            errors.Add(new EngineError(error, run.IsFinishing ? null : run.Machine.PlaceOf(reason)));
        var found = OfEngine(errors).ToList();
        // What the generator itself stumbles over after an error comes from the error.
        if (reason is not null and not EntryAsmException && (found.Count == 0 || run.Machine.IsAuthors(reason) && !run.IsFinishing || reason is EvaluationStop { Descriptor.Id: not "EA0199" }))
            found.AddRange(OfEnd(reason));
        return new([.. Told(found).Take(ErrorSink.Limit)]);
    }

    private EquatableArray<DiagnosticInfo> OfEnd(Exception reason)
    {
        var stack = Nodes(run.Machine.PlaceOf(reason));
        return reason switch
        {
            BrokenCodeReached broken => OwnOutput(broken.Piece.Errors),
            EvaluationStop stop => One(stop.Descriptor, stack, stop.Arguments),
            TypeLoadException when !run.IsFinishing && (ReferenceEquals(reason, run.Machine.Stopped) || !run.Machine.IsAuthors(reason)) => One(Descriptors.OutsideSubset, stack, "A type that .NET cannot load (" + FirstLine(reason.Message) + ")", "make it smaller or simpler"),
            _ when run.IsFinishing || !run.Machine.IsAuthors(reason) => One(Descriptors.Internal, stack, reason.GetType().Name, FirstLine(reason.Message)),
            _ => One(Descriptors.Thrown, stack, reason.GetType().Name, FirstLine(reason.Message)),
        };
    }

    /// <summary>One place tells each kind of error once, however often a loop makes it there; a name that is wrong is reported where it first occurs.</summary>
    private static IEnumerable<DiagnosticInfo> Told(List<DiagnosticInfo> found)
    {
        var places = new HashSet<(string, LocationInfo?)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        return found.Where(one => places.Add((one.Id, one.Location)) && (one.Id != ErrorTable.SymbolName.Id || names.Add(one.Arguments[0])));
    }

    private IEnumerable<DiagnosticInfo> OfEngine(List<EngineError> errors)
    {
        var isLate = errors.Exists(static kept => kept.Stack is null || kept.Exception.Related.Line != 0);
        var places = isLate ? LateStack.Find([.. errors.Select(static kept => kept.Exception)], runAgain()) : null;
        return errors.Select((kept, index) => OfEngine(kept, places?[index]));
    }

    /// <summary>The C# of each method under way, the outermost first.</summary>
    private ImmutableArray<SyntaxNode> Nodes(CallStack stack) => stack.Places.Select(places.NodeOf).OfType<SyntaxNode>().ToImmutableArray();

    private DiagnosticInfo OfEngine(EngineError kept, ErrorPlaces? found)
    {
        var error = kept.Exception;
        var stack = (kept.Stack ?? found?.Own) is { } calls ? Nodes(calls)
            : StatementAt(error.Location) is { } node ? ImmutableArray.Create(node) : ImmutableArray<SyntaxNode>.Empty;
        var (primary, others) = NamedPlace(error, stack) ?? Place(stack);
        var related = found?.Related is { } first ? Nodes(first).LastOrDefault() : StatementAt(error.Related);
        others = related is null ? others : others.Append(LocationInfo.Of(related)!);
        return new DiagnosticInfo(Descriptors.OfEngine(error.Id).Id, new([error.Reason]), primary, new([.. others]));
    }

    /// <summary>Where the error names a line of the module that no call stands on: a setting made there, and used by a macro.</summary>
    private (LocationInfo? Primary, IEnumerable<LocationInfo> Others)? NamedPlace(EntryAsmException error, ImmutableArray<SyntaxNode> stack)
    {
        if (stack.Any(node => Covers(node, error.Location)))
            return null;
        if (StatementAt(error.Location) is not { } named || !IsInside(named))
            return null;
        var (call, macros) = Place(stack);
        return (LocationInfo.Of(named), call is null ? macros : macros.Prepend(call));
    }

    private EquatableArray<DiagnosticInfo> One(DiagnosticDescriptor descriptor, ImmutableArray<SyntaxNode> stack, params string[] arguments)
    {
        var (primary, others) = Place(stack);
        return new([new DiagnosticInfo(descriptor.Id, new(arguments), primary, new([.. others]))]);
    }

    /// <summary>The author's own line, the innermost that is in the module; further in, the lines of macros.</summary>
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
