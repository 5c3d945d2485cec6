// SPDX-License-Identifier: MIT
using System.Reflection;

namespace EntryAsm.Generators.Interpretation;

/// <summary>A delegate value: a lambda with the frame it closes over, or a method with its receiver.</summary>
internal sealed class Closure(Machine machine, int arity, Func<object?[], object?> body, object? target, object identity)
{
    /// <summary>Calls it. The arguments are its parameters in order; those passed by reference are <see cref="Reference"/>s.</summary>
    public object? Invoke(object?[] arguments)
    {
        var site = machine.Site;
        machine.Step();
        var result = body(arguments);
        machine.Site = site;
        return result;
    }

    /// <summary>Two method groups of one method and receiver are equal, two lambdas never.</summary>
    public override bool Equals(object? other) =>
        ReferenceEquals(this, other) || (other is Closure closure && closure.Identity.Equals(identity) && ReferenceEquals(closure.Target, target));

    public override int GetHashCode() => arity;

    private object Identity => identity;

    private object? Target => target;

    /// <summary>A real delegate that calls this.</summary>
    public Delegate ToDelegate(Type type)
    {
        var invoke = type.GetMethod("Invoke")!;
        var parameters = Array.ConvertAll(invoke.GetParameters(), parameter => parameter.ParameterType);
        var returnsValue = invoke.ReturnType != typeof(void);
        var name = (returnsValue ? "Func" : "Action") + parameters.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var adapter = typeof(Closure).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)
            ?? throw new NotSupportedException("a delegate with " + parameters.Length + " parameters");
        var types = returnsValue ? [.. parameters, invoke.ReturnType] : parameters;
        if (types.Length > 0)
            adapter = adapter.MakeGenericMethod(types);
        var made = (Delegate)adapter.Invoke(this, [])!;
        return type.IsInstanceOfType(made) ? made : Delegate.CreateDelegate(type, made.Target, made.Method);
    }

    private Action Action0() => () => Invoke([]);

    private Action<A> Action1<A>() => a => Invoke([a]);

    private Action<A, B> Action2<A, B>() => (a, b) => Invoke([a, b]);

    private Action<A, B, C> Action3<A, B, C>() => (a, b, c) => Invoke([a, b, c]);

    private Func<R> Func0<R>() => () => (R)Invoke([])!;

    private Func<A, R> Func1<A, R>() => a => (R)Invoke([a])!;

    private Func<A, B, R> Func2<A, B, R>() => (a, b) => (R)Invoke([a, b])!;

    private Func<A, B, C, R> Func3<A, B, C, R>() => (a, b, c) => (R)Invoke([a, b, c])!;
}
