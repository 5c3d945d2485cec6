// SPDX-License-Identifier: MIT
using System.Reflection;

namespace EntryAsm.Generators.Natives;

/// <summary>
/// The members of .NET a module may use at build time: pure ones, whose result depends on their arguments alone, the same on every machine. So no files,
/// no environment, no time, no randomness; and hash codes only where .NET's collections ask for them.
/// </summary>
internal static class AllowedMembers
{
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "System.Object", "System.String", "System.Char", "System.Boolean", "System.Enum", "System.ValueType", "System.Array", "System.Void",
        "System.SByte", "System.Byte", "System.Int16", "System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64", "System.IntPtr", "System.UIntPtr",
        "System.Int128", "System.UInt128", "System.Half", "System.Single", "System.Double", "System.Decimal", "System.Index", "System.Range", "System.CharEnumerator", "System.EventArgs",
        "System.Math", "System.MathF", "System.Convert", "System.BitConverter", "System.Buffer", "System.Buffers.Binary.BinaryPrimitives", "System.Numerics.BitOperations", "System.HashCode",
        "System.Nullable", "System.Nullable`1", "System.Tuple", "System.ValueTuple", "System.IFormattable", "System.IFormatProvider", "System.ICustomFormatter", "System.IComparable",
        "System.IComparable`1", "System.IEquatable`1", "System.IDisposable", "System.ICloneable", "System.IConvertible", "System.IParsable`1", "System.Lazy`1", "System.ArraySegment`1",
        "System.MemoryExtensions", "System.ReadOnlySpan`1", "System.Span`1", "System.FormattableString", "System.StringNormalizationExtensions",
        "System.Text.StringBuilder", "System.Text.Encoding", "System.Text.Rune", "System.StringComparer", "System.Delegate", "System.MulticastDelegate",
        "System.Globalization.CultureInfo", "System.Globalization.NumberFormatInfo", "System.Globalization.TextInfo", "System.Globalization.CharUnicodeInfo",
        "System.Globalization.StringInfo", "System.Runtime.CompilerServices.RuntimeHelpers", "System.Runtime.CompilerServices.FormattableStringFactory",
        "System.Runtime.CompilerServices.ITuple", "System.Runtime.InteropServices.CollectionsMarshal", "System.Runtime.InteropServices.ImmutableCollectionsMarshal",
        "System.Linq.Enumerable", "System.Linq.IGrouping`2", "System.Linq.ILookup`2", "System.Linq.Lookup`2", "System.Linq.IOrderedEnumerable`1", "System.Linq.ImmutableArrayExtensions",
        "System.Collections.IEnumerable", "System.Collections.IEnumerator", "System.Collections.IList", "System.Collections.ICollection", "System.Collections.IDictionary",
        "System.Collections.IComparer", "System.Collections.IEqualityComparer", "System.Collections.IStructuralEquatable", "System.Collections.IStructuralComparable",
        "System.Collections.StructuralComparisons", "System.Collections.BitArray", "System.Collections.DictionaryEntry", "System.Collections.IDictionaryEnumerator",
        "System.DateTime", "System.TimeSpan", "System.DateOnly", "System.TimeOnly",
    };

    /// <summary>Namespaces whose every type is pure, and the beginnings of names.</summary>
    private static readonly string[] Prefixes =
    [
        "System.Collections.Generic.", "System.Collections.Immutable.", "System.Collections.ObjectModel.", "System.ValueTuple`", "System.Tuple`", "System.Func`", "System.Action`",
        "System.Numerics.I",
    ];

    /// <summary>What a type may be asked for: what it is called and how it is related.</summary>
    private static readonly HashSet<string> OfType = new(StringComparer.Ordinal)
    {
        "Name", "Namespace", "FullName", "op_Equality", "op_Inequality", "Equals", "ToString", "GetTypeFromHandle", "GetTypeCode", "IsEnum", "IsValueType", "IsClass", "IsArray", "IsInterface",
        "IsAbstract", "IsSealed", "IsPrimitive", "IsGenericType", "IsAssignableFrom", "IsAssignableTo", "IsSubclassOf", "IsInstanceOfType", "GetElementType", "GetGenericArguments",
        "GetGenericTypeDefinition", "BaseType", "GetArrayRank", "GetEnumUnderlyingType", "IsNested",
    };

    /// <summary>What is impure in the types above.</summary>
    private static readonly HashSet<string> Forbidden = new(StringComparer.Ordinal)
    {
        "CurrentCulture", "CurrentUICulture", "InstalledUICulture", "DefaultThreadCurrentCulture", "DefaultThreadCurrentUICulture", "GetCultureInfo", "CreateSpecificCulture", "CurrentInfo",
        "GetCultures", "GetCultureInfoByIetfLanguageTag", "Default@System.Text.Encoding", "GetEncoding", "GetEncodings", "RegisterProvider", "StackTrace", "TargetSite", "Source", "HelpLink", "Data",
        "CreateInstanceFrom", "CurrentCultureIgnoreCase", "IsHardwareAccelerated", "Method@System.Delegate", "DynamicInvoke", "CreateDelegate", "GetHashCode@System.Runtime.CompilerServices.RuntimeHelpers",
        "AllocateTypeAssociatedMemory", "RunClassConstructor", "RunModuleConstructor", "PrepareMethod", "ExecuteCodeWithGuaranteedCleanup", "GetUninitializedObject", "MemoryPressure",
        "GetObjectData", "AsUntypedPtr", "Finalize", "TryEnsureSufficientExecutionStack", "EnsureSufficientExecutionStack",
        "AsParallel", "GetDefaultEncoding",
        // What asks for the time, or for the zone of the machine.
        "Now", "UtcNow", "Today", "ToLocalTime", "ToUniversalTime", "IsDaylightSavingTime", "ToFileTime", "ToFileTimeUtc", "FromFileTime", "ToBinary", "FromBinary", "ToDateTime@System.Convert",
        "Parse@System.DateTime", "ParseExact@System.DateTime", "TryParse@System.DateTime", "TryParseExact@System.DateTime", "GetDateTimeFormats@System.DateTime", "TryFormat@System.DateTime",
    };

    private static readonly HashSet<string> OfHelpers = new(StringComparer.Ordinal)
    {
        "InitializeArray", "GetSubArray", "IsReferenceOrContainsReferences", "Equals", "CreateSpan", "GetObjectValue", "OffsetToStringData",
    };

    /// <summary>Single members of types that are not allowed whole.</summary>
    private static readonly HashSet<string> Single = new(StringComparer.Ordinal)
    {
        "System.Activator.CreateInstance`1", "System.Reflection.MemberInfo.Name", "System.Type.Name", "System.Runtime.CompilerServices.Unsafe.SizeOf", "System.GC.KeepAlive", "System.GC.SuppressFinalize",
        "System.Diagnostics.CodeAnalysis.ExperimentalAttribute..ctor", "System.Attribute..ctor", "System.Environment.NewLine",
    };

    public static bool IsAllowed(MethodBase method) => method.DeclaringType is { } type && IsAllowed(type, NameOf(method));

    public static bool IsAllowed(FieldInfo field) => field.DeclaringType is { } type && IsAllowed(type, field.Name);

    private static bool IsAllowed(Type type, string member)
    {
        if (type.IsArray)
            return IsAllowed(typeof(Array), member);
        var name = FullName(type);
        if (Single.Contains(name + "." + member))
            return member != "NewLine";
        if (type == typeof(Type))
            return OfType.Contains(member);
        if (name == "System.Runtime.CompilerServices.RuntimeHelpers")
            return OfHelpers.Contains(member);
        if (Forbidden.Contains(member) || Forbidden.Contains(member + "@" + name))
            return false;
        if (typeof(Exception).IsAssignableFrom(type))
            return type.Assembly.GetName().Name!.StartsWith("System.", StringComparison.Ordinal) || type.Assembly == typeof(object).Assembly;
        if (type.IsEnum || (typeof(Delegate).IsAssignableFrom(type) && name.StartsWith("System.", StringComparison.Ordinal) && type.Namespace == "System"))
            return true;
        return Types.Contains(name) || Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal));
    }

    private static string FullName(Type type)
    {
        if (type.IsGenericType && !type.IsGenericTypeDefinition)
            type = type.GetGenericTypeDefinition();
        while (type.IsNested)
            type = type.DeclaringType!;
        return type.FullName ?? type.Name;
    }

    /// <summary>The name as in C#: of a property, not of what reads it.</summary>
    private static string NameOf(MethodBase method)
    {
        var name = method.Name;
        if (method.IsSpecialName && (name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal)))
            return name.Substring(4);
        return method.Name == "CreateInstance" && method.IsGenericMethod ? "CreateInstance`1" : name;
    }
}
