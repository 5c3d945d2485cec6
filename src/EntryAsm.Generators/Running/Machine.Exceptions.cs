// SPDX-License-Identifier: MIT
using System.Reflection.Metadata;
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Running;

/// <summary>
/// Exceptions propagate through the runtime itself: handlers are found by exception filters, so that the order of filters, <c>finally</c> blocks and handlers is the runtime's.
/// </summary>
internal sealed partial class Machine
{
    /// <summary>Runs a frame with handlers. An exception out of a <c>finally</c> block is handled one level further out.</summary>
    private Value Protected(Frame frame, int level, Clause? region)
    {
        while (true)
        {
            var isDone = false;
            try
            {
                var result = level == 0 ? Execute(frame) : Protected(frame, level - 1, region);
                isDone = true;
                return result;
            }
            catch (Exception exception) when (Seek(frame, exception, region))
            {
                EnterHandler(frame, exception, region);
                isDone = true;
            }
            finally
            {
                // A handler found further out runs what lies between itself.
                if (!isDone && Stopped is null && !frame.IsUnwound && frame.Found is null)
                    Unwind(frame, region);
            }
        }
    }

    /// <summary>Looks for the handler of an exception in a frame, before anything is unwound.</summary>
    private bool Seek(Frame frame, Exception exception, Clause? region)
    {
        Blame(exception, frame);
        if (Stopped is not null || (ReferenceEquals(frame.Sought, exception) && ReferenceEquals(frame.SoughtIn, region)))
            return false;
        (frame.Sought, frame.SoughtIn) = (exception, region);
        frame.IsUnwound = false;
        foreach (var clause in frame.Code.Clauses)
        {
            if (!clause.Protects(frame.At) || clause.IsFinal || (region is not null && !region.Handles(clause.HandlerStart)))
                continue;
            if (clause.Kind == ExceptionRegionKind.Catch ? clause.Catches!.IsInstanceOfType(exception) : Accepts(frame, clause, exception))
            {
                frame.Found = clause;
                return true;
            }
        }

        return false;
    }

    private bool Accepts(Frame frame, Clause clause, Exception exception)
    {
        var (at, before, found, region) = (frame.At, top, frame.Found, frame.SoughtIn);
        try
        {
            top = frame;
            frame.At = clause.FilterStart;
            frame.Found = null;
            frame.Sought = null;
            frame.Values[clause.Stack] = Value.Of(exception);
            return Protected(frame, frame.Code.Levels, clause).I != 0;
        }
        catch (Exception) when (Stopped is null)
        {
            return false;
        }
        finally
        {
            (frame.At, top, frame.Found, frame.Sought, frame.SoughtIn) = (at, before, found, exception, region);
        }
    }

    private void EnterHandler(Frame frame, Exception exception, Clause? region)
    {
        var clause = frame.Found!;
        top = frame;
        frame.Sought = null;
        frame.Found = null;
        RunFinals(frame, region, final => !final.Protects(clause.HandlerStart));
        while (frame.Finals is { Count: > 0 } finals && !finals.Peek().Running.Handles(clause.HandlerStart))
            finals.Pop();
        (frame.Caught ??= [])[clause] = exception;
        frame.Values[clause.Stack] = Value.Of(exception);
        frame.At = clause.HandlerStart;
    }

    private void Unwind(Frame frame, Clause? region)
    {
        top = frame;
        RunFinals(frame, region, static _ => true);
        frame.IsUnwound = true;
    }

    /// <summary>Runs the <c>finally</c> blocks around where the frame stands, the innermost first.</summary>
    private void RunFinals(Frame frame, Clause? region, Func<Clause, bool> isLeft)
    {
        var at = frame.At;
        foreach (var clause in frame.Code.Clauses)
        {
            if (!clause.IsFinal || !clause.Protects(at) || !isLeft(clause) || (region is not null && !region.Handles(clause.HandlerStart)))
                continue;
            frame.Sought = null;
            frame.IsUnwound = false;
            frame.At = clause.HandlerStart;
            (frame.Finals ??= new()).Push(new Final(clause, null, 0));
            Protected(frame, frame.Code.Levels, clause);
        }
    }

    /// <summary>Leaves a protected region: on to the first <c>finally</c> block, or to where it goes.</summary>
    private int Leave(Frame frame, Exit exit, int next)
    {
        Step(); // it may go back to where a loop begins
        if (next == exit.Finals.Length)
            return exit.Target;
        (frame.Finals ??= new()).Push(new Final(exit.Finals[next], exit, next + 1));
        return exit.Finals[next].HandlerStart;
    }

    /// <summary>What the author's code would meet too is an exception of its own; all else is a fault of the evaluation, which ends it. Always false.</summary>
    private bool Blame(Exception exception, Frame? frame)
    {
        if (Stopped is not null || !Spend(HandlerCost))
            return false;
        if (exception is EvaluationStop or BrokenCodeReached)
        {
            Note(exception);
        }
        else if (exception is InsufficientExecutionStackException)
        {
            places.Add(exception, Stack);
            Stop(new EvaluationStop(Descriptors.TooDeep, Grouped(MaxDepth)));
        }
        else if (exception is OutOfMemoryException)
        {
            Stop(new EvaluationStop(Descriptors.TooLarge, Grouped(MaxElements)));
        }
        else if (!places.TryGetValue(exception, out _))
        {
            Note(exception);
            if (frame is null || exception is OperationCanceledException or TypeLoadException || !MayThrow(frame.Code.Steps?[frame.At].Operation ?? Operation.Nothing, exception))
                Stop(exception is OperationCanceledException or TypeLoadException ? exception : new EvaluationStop(Descriptors.Internal, exception.GetType().Name, exception.Message));
        }

        return false;
    }

    /// <summary>The exceptions of the instructions themselves.</summary>
    private static bool MayThrow(Operation operation, Exception exception) => operation switch
    {
        Operation.Binary or Operation.Convert or Operation.CheckFinite => exception is ArithmeticException,
        Operation.LoadElement or Operation.StoreElement or Operation.PlaceOfElement or Operation.LoadPlace or Operation.StorePlace or Operation.Initialise or Operation.CopyPlace
            or Operation.LoadFieldOfPlace or Operation.StoreFieldOfPlace => exception is IndexOutOfRangeException or ArrayTypeMismatchException,
        _ => false,
    };
}
