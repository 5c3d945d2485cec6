// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

/// <summary>Refuses the few members of .NET that fill memory from a single number.</summary>
internal static class NativeLimits
{
    private static readonly HashSet<string> Sized = new(StringComparer.Ordinal) { ".ctor", "PadLeft", "PadRight", "Range", "Repeat", "EnsureCapacity", "Append", "Insert", "Resize" };

    public static void Check(IMethodSymbol method, object? self, object?[] arguments)
    {
        if (self is System.Text.StringBuilder text)
            Machine.CheckElements(text.Length);
        else if (self is System.Collections.ICollection list)
            Machine.CheckElements(list.Count);
        if (!Sized.Contains(method.Name))
            return;
        foreach (var argument in arguments)
        {
            if (argument is int count && !IsFirstOfRange(method, arguments, argument))
                Machine.CheckElements(count);
        }
    }

    public static void CheckResult(object? result)
    {
        if (result is string text)
            Machine.CheckElements(text.Length);
    }

    /// <summary>The first argument of Range is where it starts, that of Repeat what is repeated.</summary>
    private static bool IsFirstOfRange(IMethodSymbol method, object?[] arguments, object argument) =>
        method.Name is "Range" or "Repeat" && ReferenceEquals(arguments[0], argument);
}
