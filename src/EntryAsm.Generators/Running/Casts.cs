// SPDX-License-Identifier: MIT
using System.Reflection;

namespace EntryAsm.Generators.Running;

/// <summary>What casts the runtime tells.</summary>
internal static class Casts
{
    /// <summary>The runtime's own exception for a cast that fails.</summary>
    public static Exception Failure(object value, Type type)
    {
        try
        {
            typeof(Casts).GetMethod(nameof(Cast), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type).Invoke(null, [value]);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is not null)
        {
            return exception.InnerException;
        }

        return new InvalidCastException();
    }

    /// <summary>An enum unboxes as its number and the other way round.</summary>
    public static bool SameNumber(Type left, Type right) => (left.IsEnum ? Enum.GetUnderlyingType(left) : left) == (right.IsEnum ? Enum.GetUnderlyingType(right) : right);

    private static T Cast<T>(object value) => (T)value;
}
