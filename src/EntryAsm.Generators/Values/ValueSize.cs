// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.CompilerServices;

namespace EntryAsm.Generators.Values;

/// <summary>How many bytes a value of a type takes at least, for what copying it costs; padding is not counted.</summary>
internal static class ValueSize
{
    private const int Pointer = 8;

    private static readonly ConditionalWeakTable<Type, StrongBox<int>> Known = new();

    public static int Of(Type type) => !type.IsValueType || type.IsPointer || type.IsByRef ? Pointer : type.IsPrimitive || type.IsEnum ? Pointer
        : Known.GetValue(type, static type => new StrongBox<int>(Sum(type))).Value;

    /// <summary>Of the values that a type or method is generic over, the largest.</summary>
    public static int OfElements(MethodBase method)
    {
        var types = (method.IsGenericMethod ? method.GetGenericArguments() : []).Concat(method.DeclaringType is { IsGenericType: true } owner ? owner.GetGenericArguments() : []);
        return types.Select(Of).DefaultIfEmpty(Pointer).Max();
    }

    private static int Sum(Type type)
    {
        long sum = 0;
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            sum += Of(field.FieldType);
        if (type.GetCustomAttributesData().FirstOrDefault(static data => data.AttributeType.Name == "InlineArrayAttribute") is { } inline)
            sum *= (int)inline.ConstructorArguments[0].Value!;
        return (int)Math.Min(Math.Max(sum, type.StructLayoutAttribute?.Size ?? 0), int.MaxValue);
    }
}
