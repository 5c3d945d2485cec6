// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Generators.Interpretation;

/// <summary>The elements of a boxed value tuple, which .NET Standard 2.0 hides.</summary>
internal static class Tuples
{
    public static bool IsTuple(object value) => value.GetType() is { IsGenericType: true, IsValueType: true } type && type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal);

    /// <summary>The elements, or null when the value is no tuple.</summary>
    public static object?[]? Elements(object? value)
    {
        if (value is null || !IsTuple(value))
            return null;
        var type = value.GetType();
        var items = new object?[type.GetGenericArguments().Length];
        for (var index = 0; index < items.Length; index++)
            items[index] = type.GetField("Item" + (index + 1).ToString(CultureInfo.InvariantCulture))!.GetValue(value);
        return items;
    }
}
