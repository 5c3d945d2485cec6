// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

/// <summary>Turns the end of a failed evaluation into diagnostics at the author's line.</summary>
internal static class FailureReport
{
    private static readonly EquatableArray<DiagnosticInfo> Silence = new([]);

    public static EquatableArray<DiagnosticInfo> Of(Exception exception, ModuleRun run, SourceProgram program, INamedTypeSymbol module, CancellationToken cancellation)
    {
        var stack = exception is PassingException passing ? passing.Place : run.Machine.Stack;
        exception = exception is PassingException { InnerException: { } inner } ? inner : exception;
        if (CompilerErrors(run.Machine, exception, program, cancellation) is { Count: > 0 } errors)
            return OwnOutput(errors, module);

        if (exception is InvalidCodeException && program.Compilation.GetDeclarationDiagnostics(cancellation).Any(message => message.Severity == DiagnosticSeverity.Error))
            return Silence;
        if (exception is InvalidCodeException invalid)
            return One(Descriptors.OutsideSubset, new CallStack(invalid.Site, stack.Calls), module, "This code", "write it with simpler statements");
        if (exception is InterpretationFailure failure)
            return One(failure.Descriptor, failure.Site is null ? stack : new CallStack(failure.Site, stack.Calls), module, failure.Arguments);
        if (exception is InsufficientExecutionStackException)
            return One(Descriptors.TooDeep, stack, module, Machine.Grouped(Machine.MaxDepth));
        if (exception is OutOfMemoryException)
            return One(Descriptors.TooLarge, stack, module, Machine.Grouped(Machine.MaxElements));
        if (exception is EntryAsmException mistake)
            return OfEngine(mistake, stack, run, program, module, cancellation);
        return IsAuthors(exception)
            ? One(Descriptors.Thrown, stack, module, exception.GetType().Name, FirstLine(exception.Message))
            : One(Descriptors.Internal, stack, module, exception.GetType().Name, FirstLine(exception.Message));
    }

    /// <summary>Exceptions that running the module would meet too.</summary>
    private static bool IsAuthors(Exception exception) => exception is ArgumentException or ArithmeticException or InvalidOperationException or NullReferenceException
        or IndexOutOfRangeException or InvalidCastException or FormatException or NotSupportedException or NotImplementedException or KeyNotFoundException
        or RankException or ArrayTypeMismatchException || exception.GetType() == typeof(Exception) || exception.GetType() == typeof(SystemException);

    private static EquatableArray<DiagnosticInfo> OfEngine(EntryAsmException mistake, CallStack stack, ModuleRun run, SourceProgram program, INamedTypeSymbol module, CancellationToken cancellation)
    {
        var found = run.IsFinishing || mistake.Related.Line != 0 ? LateStack.Find(mistake, program, module, cancellation) : null;
        if (run.IsFinishing)
            stack = found?.Own ?? new CallStack(null, ImmutableArray<SyntaxNode>.Empty);
        var places = NamedPlace(mistake, stack, program, module) ?? Places(stack, module);
        var others = found?.Related?.Site is { } related ? places.Others.Append(LocationInfo.Of(related)!) : places.Others;
        return new([new DiagnosticInfo(Descriptors.OfEngine(mistake.Id).Id, new([mistake.Reason]), places.Primary, new([.. others]))]);
    }

    /// <summary>Where the mistake names a line of the module that no call stands on: a setting made there, and used by a macro.</summary>
    private static (LocationInfo? Primary, IEnumerable<LocationInfo> Others)? NamedPlace(EntryAsmException mistake, CallStack stack, SourceProgram program, INamedTypeSymbol module)
    {
        var chain = stack.Site is null ? stack.Calls : stack.Calls.Add(stack.Site);
        if (chain.Any(node => node is not BaseTypeDeclarationSyntax && LateStack.Covers(node, mistake.Location, program.Compilation)))
            return null;
        if (LateStack.StatementAt(mistake.Location, program.Compilation, default)?.Site is not { } named || !IsInside(named, module))
            return null;
        var (call, macros) = Places(stack, module);
        return (LocationInfo.Of(named), call is null ? macros : macros.Prepend(call));
    }

    private static EquatableArray<DiagnosticInfo> One(DiagnosticDescriptor descriptor, CallStack stack, INamedTypeSymbol module, params string[] arguments)
    {
        var (primary, others) = Places(stack, module);
        return new([new DiagnosticInfo(descriptor.Id, new(arguments), primary, new([.. others]))]);
    }

    /// <summary>The author's own line, the innermost that stands in the module; further in, the lines of macros.</summary>
    private static (LocationInfo? Primary, IEnumerable<LocationInfo> Others) Places(CallStack stack, INamedTypeSymbol module)
    {
        var chain = stack.Site is null ? stack.Calls : stack.Calls.Add(stack.Site);
        var own = chain.Length - 1;
        while (own >= 0 && !IsInside(chain[own], module))
            own--;
        if (own < 0 && chain.Length == 0)
            return (LocationInfo.Of(module.Locations[0]), []);
        // A call of the module from outside itself does not exist: without a line of its own, the outermost call is it.
        own = Math.Max(own, 0);
        return (LocationInfo.Of(chain[own]), chain.Skip(own + 1).Reverse().Select(node => LocationInfo.Of(node)!).Distinct());
    }

    private static bool IsInside(SyntaxNode node, INamedTypeSymbol module) => module.DeclaringSyntaxReferences
        .Any(reference => reference.SyntaxTree == node.SyntaxTree && reference.Span.Contains(node.Span) && node.Span != reference.Span && node is not BaseTypeDeclarationSyntax);

    /// <summary>What the compiler will say about the code that was evaluated.</summary>
    private static List<Diagnostic> CompilerErrors(Machine machine, Exception exception, SourceProgram program, CancellationToken cancellation)
    {
        var bodies = machine.Bodies.ToList();
        if (exception is InvalidCodeException invalid)
            bodies.Add(invalid.Site.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? invalid.Site);
        return [.. bodies.SelectMany(body => program.ModelOf(body.SyntaxTree).GetDiagnostics(body.Span, cancellation)).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
    }

    /// <summary>Silent on code that does not compile, unless all it lacks is what the generator would have added.</summary>
    private static EquatableArray<DiagnosticInfo> OwnOutput(List<Diagnostic> errors, INamedTypeSymbol module)
    {
        var name = module.Name + "Code";
        bool IsOwn(Diagnostic error) => error.Location.SourceTree?.GetText().ToString(error.Location.SourceSpan) == name;
        return errors.TrueForAll(IsOwn) ? new([DiagnosticInfo.Create(Descriptors.OwnOutput, LocationInfo.Of(errors[0].Location), name)]) : Silence;
    }

    private static string FirstLine(string message)
    {
        var end = message.IndexOfAny(['\r', '\n']);
        return end < 0 ? message : message.Substring(0, end);
    }
}
