// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

/// <summary>What evaluating a module gave: its object, or what is wrong.</summary>
internal sealed record Evaluation(EntryObject? Object, EquatableArray<DiagnosticInfo> Diagnostics, ImmutableArray<SyntaxTree> Touched)
{
    /// <summary>Deep expressions and recursion up to the cap fit with room to spare.</summary>
    private const int StackSize = 256 << 20;

    /// <summary>
    /// Evaluates <c>Assemble()</c> of a module on a thread with a stack of its own, under the invariant culture. A program with edits does not say what is wrong: a
    /// new one of the same code does.
    /// </summary>
    public static Evaluation Run(SourceProgram program, INamedTypeSymbol module, string projectRoot, CancellationToken cancellation)
    {
        lock (program)
        {
            program.Cancellation = cancellation;
            return OnThread(program, module, projectRoot, cancellation);
        }
    }

    private static Evaluation OnThread(SourceProgram program, INamedTypeSymbol module, string projectRoot, CancellationToken cancellation)
    {
        Evaluation? result = null;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = OnOwnStack(program, module, projectRoot, cancellation);
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }, StackSize);
        thread.CurrentCulture = CultureInfo.InvariantCulture;
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }

    private static Evaluation OnOwnStack(SourceProgram program, INamedTypeSymbol module, string projectRoot, CancellationToken cancellation)
    {
        var run = new ModuleRun(program, module, projectRoot, cancellation);
        try
        {
            return new Evaluation(run.Assemble(), new([]), run.Touched);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception) when (program.Edits.Any)
        {
            return new Evaluation(null, new([]), run.Touched);
        }
        catch (Exception exception)
        {
            return new Evaluation(null, FailureReport.Of(exception, run, program, module, cancellation), run.Touched);
        }
    }
}
