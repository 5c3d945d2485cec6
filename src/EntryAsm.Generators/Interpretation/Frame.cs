// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

/// <summary>An expression, lowered: gives its value. Structs and tuples are copied where they are stored, not where they are read.</summary>
internal delegate object? Evaluate(Frame frame);

/// <summary>A statement, lowered.</summary>
internal delegate Flow Execute(Frame frame);

/// <summary>An assignable place, lowered: evaluates receiver and indices once.</summary>
internal delegate Reference Locate(Frame frame);

/// <summary>A pattern, lowered.</summary>
internal delegate bool Match(Frame frame, object? value);

/// <summary>How a statement ended.</summary>
internal enum Flow : byte
{
    Next,
    Break,
    Continue,
    Return,
}

/// <summary>The variables of one scope. A lambda keeps the frame it was made in: variables are captured by reference, as in C#.</summary>
internal sealed class Frame(object?[] slots, Frame? outer, Activation activation)
{
    public readonly object?[] Slots = slots;
    public readonly Frame? Outer = outer;
    public readonly Activation Activation = activation;

    public Machine Machine => Activation.Machine;
}

/// <summary>One call of a method, lambda or local function.</summary>
internal sealed class Activation(Machine machine, object? self, TypeArguments? types)
{
    public readonly Machine Machine = machine;

    /// <summary><c>this</c>; null in a static member.</summary>
    public readonly object? Self = self;

    /// <summary>What the type parameters in reach stand for; null where there are none.</summary>
    public readonly TypeArguments? Types = types;

    /// <summary>The value returned.</summary>
    public object? Result;
}

/// <summary>What type parameters stand for in one call.</summary>
internal sealed class TypeArguments(TypeArguments? outer = null)
{
    private readonly Dictionary<ITypeParameterSymbol, ITypeSymbol> byParameter = new(SymbolEqualityComparer.Default);

    public void Add(ITypeParameterSymbol parameter, ITypeSymbol argument) => byParameter[parameter] = argument;

    public ITypeSymbol? Find(ITypeParameterSymbol parameter) => byParameter.TryGetValue(parameter, out var type) ? type : outer?.Find(parameter);
}
