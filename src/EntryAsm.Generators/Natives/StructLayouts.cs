// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Natives;

/// <summary>
/// Sizes and offsets of structs, as the runtime itself lays them out. Where memory and marshalling have two layouts (a bool is 1 byte or 4), one of them would be wrong somewhere, so
/// neither is given.
/// </summary>
internal static class StructLayouts
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly ConditionalWeakTable<Type, StrongBox<int>> Known = new();

    /// <summary>The size in bytes that <c>sizeof</c> gives.</summary>
    public static int SizeOf(Budget budget, Type type)
    {
        if (IsAuthorsStruct(type))
            RequireOneLayout(budget, type);
        return InMemory(type);
    }

    /// <summary><c>Unsafe.SizeOf</c>.</summary>
    public static Func<Budget, Value[], int, Value> OfUnsafe(Callee site)
    {
        var type = ((MethodInfo)site.Method).GetGenericArguments()[0];
        return (budget, _, _) => Value.Of((long)SizeOf(budget, type));
    }

    /// <summary><c>Marshal.OffsetOf</c> and <c>Marshal.SizeOf</c>, of a struct named by its type.</summary>
    public static Func<Budget, Value[], int, Value>? OfMarshal(Callee site, string name)
    {
        if (!site.Method.IsGenericMethod || site.Parameters.Length != (name == "OffsetOf" ? 1 : 0))
            return null;
        var type = ((MethodInfo)site.Method).GetGenericArguments()[0];
        return name switch
        {
            "OffsetOf" => (budget, values, at) => Value.Of((long)OffsetOf(budget, type, (string?)values[at].O)),
            "SizeOf" => (budget, _, _) => Value.Of((long)MarshalledSize(budget, type)),
            _ => null,
        };
    }

    private static int OffsetOf(Budget budget, Type type, string? name)
    {
        RequireOneLayout(budget, type);
        var marshalled = (int)Guarded(budget, () => Marshal.OffsetOf(type, name!).ToInt64());
        var field = type.GetField(name!, Fields)!;
        var inMemory = InMemory(field);
        return inMemory == marshalled ? marshalled : throw Differs(budget, "offset of '" + type.Name + "." + name + "'", inMemory, marshalled);
    }

    private static int MarshalledSize(Budget budget, Type type)
    {
        RequireOneLayout(budget, type);
        return (int)Guarded(budget, () => Marshal.SizeOf(type));
    }

    private static void RequireOneLayout(Budget budget, Type type)
    {
        if (IntPtr.Size != 8)
            throw budget.Stop(new EvaluationStop(Descriptors.OutsideSubset, "The layout of '" + type.Name + "' in a compiler of 32 bits", "run the build with a 64-bit .NET"));
        int marshalled;
        try
        {
            marshalled = Marshal.SizeOf(type);
        }
        catch (ArgumentException)
        {
            // It cannot be marshalled, so it has one layout; asked for an offset, the runtime says what it lacks.
            return;
        }

        if (marshalled != InMemory(type))
            throw Differs(budget, "size of '" + type.Name + "'", InMemory(type), marshalled);
    }

    private static Exception Differs(Budget budget, string what, int inMemory, int marshalled) => budget.Stop(new EvaluationStop(Descriptors.OutsideSubset,
        "The " + what + ", which is " + Budget.Grouped(inMemory) + " in memory and " + Budget.Grouped(marshalled) + " when marshalled,",
        "give its fields types with one size, such as byte for bool and ushort for char"));

    /// <summary>Structs of .NET are what they are.</summary>
    private static bool IsAuthorsStruct(Type type) => type is { IsValueType: true, IsEnum: false, IsPrimitive: false } && type.Assembly != typeof(object).Assembly
        && !type.Assembly.GetName().Name!.StartsWith("System.", StringComparison.Ordinal);

    private static long Guarded(Budget budget, Func<long> ask)
    {
        try
        {
            return ask();
        }
        catch (ArgumentException exception)
        {
            throw KnownMethods.Thrown(budget, exception);
        }
    }

    private static int InMemory(Type type) => Known.GetValue(type, static type => new StrongBox<int>(Measure(type))).Value;

    private static int Measure(Type type) => Ask(il => il.Emit(OpCodes.Sizeof, type));

    private static int InMemory(FieldInfo field) => Ask(il =>
    {
        il.DeclareLocal(field.DeclaringType!);
        il.Emit(OpCodes.Ldloca_S, (byte)0);
        il.Emit(OpCodes.Ldflda, field);
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Ldloca_S, (byte)0);
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Conv_I4);
    });

    private static int Ask(Action<ILGenerator> push)
    {
        var method = new DynamicMethod("layout", typeof(int), Type.EmptyTypes, typeof(StructLayouts).Module, true);
        var il = method.GetILGenerator();
        push(il);
        il.Emit(OpCodes.Ret);
        return ((Func<int>)method.CreateDelegate(typeof(Func<int>)))();
    }
}
