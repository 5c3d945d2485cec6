// SPDX-License-Identifier: MIT
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Running;

/// <summary>One call of a method of the author.</summary>
internal sealed class Frame(Code code, Value[] values, Frame? caller, int depth, bool isHashing)
{
    public readonly Code Code = code;

    /// <summary>Arguments, variables, stack.</summary>
    public readonly Value[] Values = values;

    public readonly Frame? Caller = caller;
    public readonly int Depth = depth;

    /// <summary>True in a hash code that .NET asked for, and in what it calls.</summary>
    public readonly bool IsHashing = isHashing;

    /// <summary>The step under way.</summary>
    public int At;

    /// <summary>The exceptions being handled, by handler.</summary>
    public Dictionary<Clause, Exception>? Caught;

    /// <summary>The <c>finally</c> blocks under way, and what comes after each.</summary>
    public Stack<Final>? Finals;

    /// <summary>The exception whose handler was sought last.</summary>
    public Exception? Sought;

    /// <summary>The block it was sought in; null for the whole method.</summary>
    public Clause? SoughtIn;

    /// <summary>The handler found for it, until it is entered.</summary>
    public Clause? Found;

    /// <summary>Its number among the macro calls of the object, where they are noted.</summary>
    public int? Expansion;

    /// <summary>True once the <c>finally</c> blocks of an exception on its way out have run.</summary>
    public bool IsUnwound;
}

/// <summary>A <c>finally</c> block under way: the exit it is part of and which comes next; without an exit it was run for an exception.</summary>
internal readonly record struct Final(Clause Running, Exit? Exit, int Next);
