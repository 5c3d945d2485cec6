// SPDX-License-Identifier: MIT
using System.Collections;
using System.Reflection;

namespace EntryAsm.Generators.Natives;

/// <summary>Counts what texts come to that .NET joins, before they are joined: short lists of long texts are long.</summary>
internal static class TextSums
{
    public static bool Makes(MethodBase method) => method.Name is "Join" or "Concat" or "AppendJoin" && (method.DeclaringType == typeof(string) || method.DeclaringType == typeof(System.Text.StringBuilder));

    /// <summary>Counts the arguments of a call that joins, and puts a counting sequence in the place of one whose elements are not there yet.</summary>
    public static void Count(Budget budget, ParameterInfo[] parameters, object?[] arguments)
    {
        var separator = parameters[0].Name != "separator" ? 0 : arguments[0] is char ? 1 : LengthOf(arguments[0]);
        long sum = 0;
        for (var index = 0; index < arguments.Length; index++)
        {
            switch (arguments[index])
            {
                case string part:
                    sum += part.Length;
                    break;
                case IEnumerable parts when ElementCounts.Of(parts) is not null:
                    sum += Sum(parts, separator);
                    break;
                case IEnumerable sequence when ElementOf(parameters[index].ParameterType) is { } element:
                    arguments[index] = Activator.CreateInstance(typeof(Counted<>).MakeGenericType(element), budget, sequence, separator);
                    break;
            }
        }

        budget.CheckElements(sum);
    }

    /// <summary>A format with many places for a long text.</summary>
    public static void CountFormat(Budget budget, string format, IEnumerable<object?> given)
    {
        var places = format.Count(static c => c == '{');
        var longest = given.Max(LengthOf);
        if (places > 1)
            budget.CheckElements((long)places * longest);
    }

    private static long Sum(IEnumerable parts, int separator)
    {
        long sum = 0;
        foreach (var part in parts)
            sum += separator + LengthOf(part);
        return sum;
    }

    private static int LengthOf(object? part) => part is string text ? text.Length : 0;

    private static Type? ElementOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>Gives what another sequence gives, and counts it.</summary>
    private sealed class Counted<T>(Budget budget, IEnumerable<T> sequence, int separator) : IEnumerable<T>
    {
        public IEnumerator<T> GetEnumerator()
        {
            long sum = 0;
            foreach (var part in sequence)
            {
                sum += separator + LengthOf(part);
                budget.CheckElements(sum);
                yield return part;
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
