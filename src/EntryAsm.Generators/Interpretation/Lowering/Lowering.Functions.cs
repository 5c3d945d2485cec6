// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryAsm.Generators.Interpretation;

internal sealed partial class Lowering
{
    private void LowerLocalFunction(ILocalFunctionOperation function)
    {
        var local = localFunctions[function.Symbol];
        if (function.Body is null || function.Symbol.IsAsync)
        {
            local.Scope = new Scope(Scope);
            local.Body = OutsideStatement(function.Syntax, "An asynchronous function", "return an array or list");
            return;
        }

        (local.Scope, local.Body) = Nested(function.Symbol.Parameters, function.Body);
    }

    /// <summary>A body with a frame of its own inside the current scope.</summary>
    private (Scope Scope, Execute Body) Nested(ImmutableArray<IParameterSymbol> parameters, IOperation body)
    {
        var own = new Scope(Scope);
        foreach (var parameter in parameters)
            own.Add(parameter);
        Scope = own;
        var lowered = Statement(body);
        Scope = own.Outer!;
        return (own, lowered);
    }

    private Evaluate Lambda(IAnonymousFunctionOperation lambda)
    {
        if (lambda.Symbol.IsAsync)
            throw Outside(lambda, "An asynchronous lambda", "return the value directly");
        var (own, body) = Nested(lambda.Symbol.Parameters, lambda.Body);
        var arity = lambda.Symbol.Parameters.Length;
        return frame => new Closure(frame.Machine, arity, arguments => Run(frame, own.Count, body, arguments, frame.Activation.Types), null, new object());
    }

    private Evaluate DelegateCreation(IDelegateCreationOperation creation) => creation.Target switch
    {
        IAnonymousFunctionOperation lambda => Lambda(lambda),
        IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } method => LocalFunctionValue(method),
        IMethodReferenceOperation method => MethodValue(method),
        { } other => Expression(other),
    };

    private Evaluate LocalFunctionValue(IMethodReferenceOperation reference)
    {
        var local = FindLocalFunction(reference.Method, reference);
        var distance = Distance(local.DeclaredIn);
        var identity = reference.Method.OriginalDefinition;
        var arity = reference.Method.Parameters.Length;
        return frame =>
        {
            var home = Outer(frame, distance);
            return new Closure(frame.Machine, arity, arguments => Run(home, local.Scope!.Count, local.Body!, arguments, TypesFor(reference.Method, frame, null)), home, identity);
        };
    }

    private Evaluate MethodValue(IMethodReferenceOperation reference)
    {
        var receiver = reference.Instance is null ? null : Expression(reference.Instance);
        var invoke = Invoker(reference.Method, reference.IsVirtual, reference.Syntax);
        var arity = reference.Method.Parameters.Length;
        return frame =>
        {
            var self = receiver?.Invoke(frame);
            return new Closure(frame.Machine, arity, arguments => invoke(frame, self, arguments), self, reference.Method);
        };
    }

    private Evaluate CallLocalFunction(IInvocationOperation call)
    {
        var local = FindLocalFunction(call.TargetMethod, call);
        var distance = Distance(local.DeclaredIn);
        var arguments = Arguments(call.Arguments);
        var site = call.Syntax;
        return frame =>
        {
            var values = arguments(frame);
            frame.Machine.Site = site;
            return frame.Machine.Nested(site, () => Run(Outer(frame, distance), local.Scope!.Count, local.Body!, values, TypesFor(call.TargetMethod, frame, null)));
        };
    }

    private LocalFunction FindLocalFunction(IMethodSymbol method, IOperation use) =>
        localFunctions.TryGetValue(method.OriginalDefinition, out var local) ? local : throw Outside(use, "'" + method.Name + "'", "declare the local function in this body");

    private static object? Run(Frame outer, int slotCount, Execute body, object?[] arguments, TypeArguments? types)
    {
        var slots = new object?[slotCount];
        arguments.CopyTo(slots, 0);
        var activation = new Activation(outer.Machine, outer.Activation.Self, types);
        body(new Frame(slots, outer, activation));
        return activation.Result;
    }
}
