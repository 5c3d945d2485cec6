// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

/// <summary>
/// The members of .NET a module may use at build time: pure ones, whose result depends on their arguments alone, the same on every machine. So no files,
/// no environment, no time, no randomness, and no hash codes (those of texts are random in every process).
/// </summary>
internal static class AllowedMembers
{
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "System.Object", "System.String", "System.Char", "System.Boolean", "System.Enum", "System.ValueType", "System.Array",
        "System.SByte", "System.Byte", "System.Int16", "System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64",
        "System.Int128", "System.UInt128", "System.Half", "System.Single", "System.Double", "System.Decimal",
        "System.Math", "System.MathF", "System.Convert", "System.BitConverter", "System.Numerics.BitOperations",
        "System.Nullable", "System.Nullable`1", "System.Tuple", "System.ValueTuple", "System.IFormattable", "System.IFormatProvider", "System.IComparable",
        "System.IComparable`1", "System.IEquatable`1", "System.IDisposable", "System.Text.StringBuilder", "System.Text.Encoding", "System.StringComparer",
        "System.Globalization.CultureInfo", "System.Globalization.NumberFormatInfo", "System.Linq.Enumerable", "System.Linq.IGrouping`2",
        "System.Linq.ILookup`2", "System.Linq.IOrderedEnumerable`1", "System.Collections.IEnumerable", "System.Collections.IEnumerator",
        "System.Collections.IList", "System.Collections.ICollection", "System.Collections.Immutable.ImmutableArray",
        "System.Collections.Immutable.ImmutableArray`1", "System.Exception", "System.ArgumentException", "System.ArgumentNullException",
        "System.ArgumentOutOfRangeException", "System.ArithmeticException", "System.DivideByZeroException", "System.FormatException",
        "System.IndexOutOfRangeException", "System.InvalidCastException", "System.InvalidOperationException", "System.NotImplementedException",
        "System.NotSupportedException", "System.NullReferenceException", "System.OverflowException", "System.SystemException",
        "System.Collections.Generic.KeyNotFoundException",
    };

    /// <summary>Namespaces whose every type is pure.</summary>
    private static readonly string[] Prefixes = ["System.Collections.Generic.", "System.ValueTuple`", "System.Tuple`"];

    /// <summary>Enums of .NET: values only.</summary>
    private static readonly HashSet<string> Enums = new(StringComparer.Ordinal)
    {
        "System.StringComparison", "System.StringSplitOptions", "System.MidpointRounding", "System.TypeCode", "System.Globalization.NumberStyles",
    };

    /// <summary>What is impure in the types above.</summary>
    private static readonly HashSet<string> Forbidden = new(StringComparer.Ordinal)
    {
        "GetHashCode", "GetType", "CurrentCulture", "CurrentUICulture", "InstalledUICulture", "GetCultureInfo", "CreateSpecificCulture", "CurrentInfo",
        "Default@System.Text.Encoding", "GetEncoding", "GetEncodings", "RegisterProvider", "StackTrace", "TargetSite", "Source", "HelpLink", "Data",
        "CreateInstance", "ChangeType", "ResizeRef", "CurrentCultureIgnoreCase", "IsHardwareAccelerated",
    };

    /// <summary>Where the types are loaded from.</summary>
    public static Assembly[] Assemblies { get; } =
    [
        .. new[]
        {
            typeof(object).Assembly, typeof(Enumerable).Assembly, typeof(HashSet<>).Assembly, typeof(Stack<>).Assembly, typeof(SortedDictionary<,>).Assembly,
            typeof(StringBuilder).Assembly, typeof(Uri).Assembly, typeof(ImmutableArray).Assembly,
        }.Distinct(),
    ];

    public static bool IsAllowed(string typeName) => Types.Contains(typeName) || Enums.Contains(typeName) || Prefixes.Any(prefix => typeName.StartsWith(prefix, StringComparison.Ordinal));

    public static bool IsAllowed(ISymbol member)
    {
        var type = member.ContainingType;
        if (type is null)
            return false;
        var name = (member as IMethodSymbol)?.AssociatedSymbol?.Name ?? member.Name;
        return !Forbidden.Contains(name) && !Forbidden.Contains(name + "@" + NativeTypes.MetadataName(type)) && NativeTypes.Definition(type) is not null;
    }
}
