// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Reflection.Metadata;
using EntryAsm.Generators.Images;
using EntryAsm.Generators.Reduction;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Lowering;

/// <summary>A method of the author with its type parameters known, lowered when it is first called.</summary>
internal sealed class Code(MethodBase method, MethodDefinitionHandle handle, Layer layer, AuthorProgram program)
{
    public MethodBase Method => method;

    public MethodDefinitionHandle Handle => handle;

    public ProgramImage Image => layer.Image;

    /// <summary>The image it is in.</summary>
    public Layer Layer => layer;

    /// <summary>The program that knows all it refers to.</summary>
    public AuthorProgram Program => program;

    /// <summary>The types of <c>this</c> and the parameters.</summary>
    public Shape[] Arguments { get; } = ArgumentsOf(method);

    public Shape Result { get; } = Shape.Of((method as MethodInfo)?.ReturnType ?? typeof(void));

    /// <summary>The steps; null until <see cref="Lowerer"/> has made them.</summary>
    public Step[]? Steps { get; set; }

    /// <summary>The offset of each step in the compiler's code.</summary>
    public int[] Offsets { get; set; } = [];

    public Clause[] Clauses { get; set; } = [];

    /// <summary>Arguments, variables and stack together.</summary>
    public int Size { get; set; }

    /// <summary>Variables that begin as something.</summary>
    public (int Index, Shape Shape)[] Initial { get; set; } = [];

    /// <summary>How deep <c>finally</c> blocks nest.</summary>
    public int Levels { get; set; }

    /// <summary>What must be initialised before the method runs.</summary>
    public TypeState? Initialised { get; set; }

    /// <summary>Why it cannot be entered.</summary>
    public BrokenPiece? Broken { get; set; }

    /// <summary>True for what decides on hash codes, where those of .NET may be asked.</summary>
    public bool IsHashing { get; } = method.Name is "GetHashCode" || method.Name.EndsWith(".GetHashCode", StringComparison.Ordinal);

    private static Shape[] ArgumentsOf(MethodBase method)
    {
        var parameters = method.GetParameters().Select(static parameter => Shape.Of(parameter.ParameterType));
        if (method.IsStatic)
            return [.. parameters];
        var owner = method.DeclaringType!;
        return [Shape.Of(owner.IsValueType ? owner.MakeByRefType() : owner), .. parameters];
    }
}

/// <summary>A type whose static fields are initialised once an evaluation.</summary>
/// <param name="Type">The type, closed.</param>
/// <param name="Index">Its number.</param>
/// <param name="Constructor">The static constructor.</param>
/// <param name="IsPrecise">True when it was written out: then it runs before any member is used, else before a static field is.</param>
internal sealed record TypeState(Type Type, int Index, MethodBase Constructor, bool IsPrecise);

/// <summary>A static field of the author.</summary>
internal sealed record StaticField(Shape Shape, int Index, TypeState? State);
