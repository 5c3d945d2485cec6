// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Reflection.Emit;

namespace EntryAsm.Generators.Running;

/// <summary>What casts and sizes the runtime tells.</summary>
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

/// <summary>Sizes of types, as the runtime lays them out.</summary>
internal static class Sizes
{
    public static int Of(Type type)
    {
        var method = new DynamicMethod("size", typeof(int), Type.EmptyTypes, typeof(Sizes).Module, true);
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Sizeof, type);
        il.Emit(OpCodes.Ret);
        return ((Func<int>)method.CreateDelegate(typeof(Func<int>)))();
    }
}
