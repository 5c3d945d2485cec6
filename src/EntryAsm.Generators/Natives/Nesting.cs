// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Reflection;

namespace EntryAsm.Generators.Natives;

/// <summary>
/// Bounds values that hold values of their kind as objects: a tuple in a tuple, a struct boxed in a struct, an exception in an exception. Their text, comparison and
/// hash code go into all of them inside .NET, where nothing stops a recursion.
/// </summary>
internal static class Nesting
{
    /// <summary>What each part costs, about, in nanoseconds.</summary>
    private const int PartCost = 500;

    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = new();

    /// <summary>True for what goes into what it holds when it is compared, hashed or made a text.</summary>
    public static bool Holds(Type type) => typeof(Exception).IsAssignableFrom(type) || typeof(FormattableString).IsAssignableFrom(type) || FieldsOf(type).Length != 0;

    /// <summary>Stops where more than a thousand values are within each other.</summary>
    /// <param name="budget">What is spent of.</param>
    /// <param name="outermost">The value.</param>
    /// <param name="entersArrays">True where elements of arrays are compared too.</param>
    public static void Count(Budget budget, object? outermost, bool entersArrays = false)
    {
        if (outermost is null || !IsEntered(outermost, entersArrays))
            return;
        var open = new Stack<object>();
        open.Push(outermost);
        for (var parts = 0; open.Count != 0; parts++)
        {
            budget.Work(PartCost);
            if (parts > Budget.MaxDepth)
                throw budget.Stop(new EvaluationStop(Descriptors.TooDeep, Budget.Grouped(Budget.MaxDepth)));
            foreach (var part in PartsOf(open.Pop()))
            {
                if (part is not null && IsEntered(part, entersArrays))
                    open.Push(part);
            }
        }
    }

    private static bool IsEntered(object value, bool entersArrays) => Holds(value.GetType()) || (entersArrays && value is object[]);

    private static IEnumerable<object?> PartsOf(object value) => value switch
    {
        object[] array => array,
        AggregateException all => all.InnerExceptions,
        Exception exception => [exception.InnerException],
        FormattableString text => text.GetArguments(),
        _ => FieldsOf(value.GetType()).Select(field => field.GetValue(value)),
    };

    private static FieldInfo[] FieldsOf(Type type) => Fields.GetOrAdd(type, static type => !IsContainer(type) ? []
        : [.. type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(static field => MayHold(field.FieldType))]);

    private static bool IsContainer(Type type) => type is { IsValueType: true, IsPrimitive: false, IsEnum: false }
        || type.Namespace == "System" && (type.Name == "Lazy`1" || type.Name.StartsWith("Tuple`", StringComparison.Ordinal));

    /// <summary>A field that may hold another container: an object of any type, or one of these.</summary>
    private static bool MayHold(Type type) => type.IsValueType ? FieldsOf(type).Length != 0 : type == typeof(object) || type.IsInterface || type == typeof(ValueType) || IsContainer(type);
}
