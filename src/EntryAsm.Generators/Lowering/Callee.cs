// SPDX-License-Identifier: MIT
using System.Reflection;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Lowering;

/// <summary>A method as it is called: its arguments and result, and what the evaluation found out about it.</summary>
internal sealed class Callee
{
    public Callee(AuthorProgram program, MethodBase method)
    {
        Method = method;
        var owner = method.DeclaringType!;
        HasThis = !method.IsStatic;
        Parameters = [.. method.GetParameters().Select(static parameter => Shape.Of(parameter.ParameterType))];
        Count = Parameters.Length + (HasThis ? 1 : 0);
        Result = Shape.Of((method as MethodInfo)?.ReturnType ?? typeof(void));
        IsDeclaredByAuthor = program.IsAuthors(method);
        IsAuthors = IsDeclaredByAuthor && !IsKnownHelper(method) && (method.GetMethodImplementationFlags() & MethodImplAttributes.CodeTypeMask) != MethodImplAttributes.Runtime;
        IsDelegateCall = method.Name == "Invoke" && typeof(MulticastDelegate).IsAssignableFrom(owner) && owner != typeof(MulticastDelegate);
        IsVirtual = method.IsVirtual && !method.IsFinal && !owner.IsSealed || (method.IsVirtual && owner.IsInterface);
        Owner = Shape.Of(owner);
        if (IsAuthors && !method.IsAbstract)
            Code = program.CodeOf(method);
    }

    /// <summary>Helpers that the compiler writes for inline arrays: they do with pointers what the evaluation does without.</summary>
    private static bool IsKnownHelper(MethodBase method) => method.DeclaringType!.Name == "<PrivateImplementationDetails>" && method.Name.StartsWith("InlineArray", StringComparison.Ordinal);

    public MethodBase Method { get; }

    public Shape Owner { get; }

    public bool HasThis { get; }

    public Shape[] Parameters { get; }

    /// <summary>Arguments with <c>this</c>.</summary>
    public int Count { get; }

    public Shape Result { get; }

    /// <summary>True for a method whose code is evaluated.</summary>
    public bool IsAuthors { get; }

    /// <summary>True also for what the runtime does for a delegate type of the author.</summary>
    public bool IsDeclaredByAuthor { get; }

    public bool IsDelegateCall { get; }

    /// <summary>True when the receiver decides.</summary>
    public bool IsVirtual { get; }

    public Code? Code { get; }

    /// <summary>What calls it, when it is not the author's.</summary>
    public object? Native { get; set; }

    /// <summary>The implementations found, by the receiver's type; null where only the runtime knows.</summary>
    public Dictionary<Type, Callee?> Implementations { get; } = [];
}

/// <summary>A virtual call on a place whose type is known.</summary>
internal sealed record ConstrainedCall(Callee Call, Shape Type);
