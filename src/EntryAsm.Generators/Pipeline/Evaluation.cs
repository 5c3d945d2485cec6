// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.ExceptionServices;
using EntryAsm.Generators.Reporting;
using EntryAsm.Generators.Running;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators;

/// <summary>What evaluating a module gave: its object, or what is wrong.</summary>
internal sealed record Evaluation(EntryObject? Object, EquatableArray<DiagnosticInfo> Diagnostics, ImmutableArray<SyntaxTree> Touched, IEnumerable<string> Inputs)
{
    /// <summary>Paths of the files that were compiled for it; null where the others counted too, as they do when something is wrong.</summary>
    public HashSet<string>? Reached { get; init; }

    /// <summary>Deep expressions and recursion up to the cap fit with room to spare.</summary>
    private const int StackSize = 64 << 20;

    /// <summary>Runs something on a thread with a stack of its own, under the invariant culture.</summary>
    public static T OnOwnStack<T>(Func<T> action)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = action();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }, StackSize);
        thread.CurrentCulture = CultureInfo.InvariantCulture;
        thread.CurrentUICulture = CultureInfo.InvariantCulture;
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }

    /// <summary>Evaluates <c>Assemble()</c> of a module.</summary>
    public static Evaluation Run(Func<ModuleRun> newRun, Compilation compilation, INamedTypeSymbol module, CancellationToken cancellation)
    {
        var run = newRun();
        try
        {
            var built = run.Assemble();
            var report = built is null ? Report(null) : new([]);
            return new Evaluation(built, report, TreesOf(run, compilation), run.Inputs);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (Exception exception)
        {
            return new Evaluation(null, Report(exception), TreesOf(run, compilation), run.Inputs);
        }

        EquatableArray<DiagnosticInfo> Report(Exception? end) => new FailureReport(compilation, module, run, newRun).Of(end);
    }

    /// <summary>The files whose code was evaluated.</summary>
    private static ImmutableArray<SyntaxTree> TreesOf(ModuleRun run, Compilation compilation)
    {
        var places = new SourcePlaces(compilation);
        return run.Machine.Entered.SelectMany(places.TreesOf).Distinct().ToImmutableArray();
    }
}
