// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryAsm.Generators.Interpretation;

internal sealed partial class Lowering
{
    private Execute Try(ITryOperation attempt)
    {
        var body = Statement(attempt.Body);
        var handlers = attempt.Catches.Select(Handler).ToArray();
        var cleanup = attempt.Finally is null ? Nothing : Statement(attempt.Finally);
        return frame =>
        {
            Flow flow;
            try
            {
                flow = Guarded(frame, body, handlers);
            }
            catch (Exception exception) when (exception is not (InterpretationFailure or OperationCanceledException or InvalidCodeException))
            {
                var passing = exception as PassingException ?? new PassingException(exception, frame.Machine.Stack);
                cleanup(frame);
                throw passing;
            }

            var ended = cleanup(frame);
            return ended == Flow.Next ? flow : ended;
        };
    }

    private static Flow Guarded(Frame frame, Execute body, Func<Frame, Exception, Flow?>[] handlers)
    {
        var depth = frame.Machine.Depth;
        try
        {
            return body(frame);
        }
        catch (Exception exception) when (handlers.Length > 0 && exception is not (InterpretationFailure or OperationCanceledException or InvalidCodeException))
        {
            var passing = exception as PassingException ?? new PassingException(exception, frame.Machine.Stack);
            frame.Machine.Unwind(depth);
            foreach (var handler in handlers)
            {
                if (handler(frame, passing.InnerException!) is { } flow)
                    return flow;
            }

            throw passing;
        }
    }

    private Func<Frame, Exception, Flow?> Handler(ICatchClauseOperation clause)
    {
        if (clause.Filter is not null)
            throw Outside(clause.Filter, "An exception filter", "test inside the catch block");
        var type = clause.ExceptionType;
        var slot = Temporary();
        var home = Scope;
        var handler = Scoped(clause.Locals, () =>
        {
            var read = ReadTemporary((home, slot));
            Action<Frame, object?>? declare = clause.ExceptionDeclarationOrExpression is IVariableDeclaratorOperation declarator ? Setter(declarator.Symbol) : null;
            var body = Statement(clause.Handler);
            return frame =>
            {
                declare?.Invoke(frame, read(frame));
                return body(frame);
            };
        });
        return (frame, exception) =>
        {
            if (type is not null && type.SpecialType != SpecialType.System_Object && !NativeTypes.Of(type).IsInstanceOfType(exception))
                return null;
            frame.Slots[slot] = exception;
            return handler(frame);
        };
    }

    private Execute Using(IOperation resources, Execute body) => Using(resources, () => body);

    private Execute Using(IOperation resources, Func<Execute> lowerBody)
    {
        var slots = new List<Evaluate>();
        Execute acquire;
        if (resources is IVariableDeclarationGroupOperation group)
        {
            acquire = Declarations(group);
            foreach (var declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
                slots.Add(Getter(declarator.Symbol));
        }
        else
        {
            var place = (Scope, Temporary());
            var value = Expression(resources);
            acquire = frame =>
            {
                frame.Slots[place.Item2] = value(frame);
                return Flow.Next;
            };
            slots.Add(ReadTemporary(place));
        }

        var body = lowerBody();
        return frame =>
        {
            acquire(frame);
            try
            {
                return body(frame);
            }
            finally
            {
                for (var index = slots.Count - 1; index >= 0; index--)
                    Dispose(frame, slots[index](frame));
            }
        };
    }

    private static void Dispose(Frame frame, object? resource)
    {
        if (resource is Instance instance)
        {
            var dispose = instance.Type.Symbol.GetMembers("Dispose").OfType<IMethodSymbol>().FirstOrDefault(method => method.Parameters.Length == 0);
            if (dispose is not null)
                frame.Machine.Invoke(dispose, instance, []);
        }
        else
        {
            (resource as IDisposable)?.Dispose();
        }
    }
}
