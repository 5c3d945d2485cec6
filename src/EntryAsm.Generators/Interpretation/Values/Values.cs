// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Runtime.CompilerServices;

namespace EntryAsm.Generators.Interpretation;

/// <summary>What C# does with any value.</summary>
internal static class Values
{
    public static readonly object True = true;
    public static readonly object False = false;

    public static object Of(bool value) => value ? True : False;

    /// <summary>A struct or tuple of its own; anything else as it is.</summary>
    public static object? Copy(object? value) => value switch
    {
        Instance { Type.IsStruct: true } instance => instance.Copy(),
        ValueType when Tuples.IsTuple(value) => RuntimeHelpers.GetObjectValue(value),
        _ => value,
    };

    /// <summary>What a hole in an interpolated string shows.</summary>
    public static string Text(object? value, int alignment = 0, string? format = null)
    {
        var text = value switch
        {
            null => "",
            string characters => characters,
            IFormattable formattable => formattable.ToString(format, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        Machine.CheckElements(Math.Abs((long)alignment));
        return alignment >= 0 ? text.PadLeft(alignment) : text.PadRight(-alignment);
    }

    public static string Concat(object? left, object? right)
    {
        string a = Text(left), b = Text(right);
        Machine.CheckElements((long)a.Length + b.Length);
        return a + b;
    }

    /// <summary>Equality of a value with a constant, or of two references.</summary>
    public static new bool Equals(object? left, object? right) => left switch
    {
        null => right is null,
        string text => right is string other && string.Equals(text, other, StringComparison.Ordinal),
        ValueType or EnumValue or Closure => left.Equals(right),
        Delegate => left.Equals(right),
        _ => ReferenceEquals(left, right),
    };
}
