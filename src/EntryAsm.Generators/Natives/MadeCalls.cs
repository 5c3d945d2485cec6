// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Reflection.Emit;
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Natives;

/// <summary>
/// Code made to call what reflection cannot: methods that take spans, which are built there from array, offset and length, and base methods called past their overrides.
/// </summary>
internal static class MadeCalls
{
    private static readonly Type[] Shape = [typeof(object), typeof(object?[])];

    public static Func<object?, object?[], object?> Of(Callee site, bool isVirtual)
    {
        var method = site.Method;
        var made = new DynamicMethod("call", typeof(object), Shape, typeof(MadeCalls).Module, true);
        var il = made.GetILGenerator();
        if (site.HasThis && !method.IsConstructor)
        {
            il.Emit(OpCodes.Ldarg_0);
            if (site.Owner.Type.IsValueType)
                il.Emit(OpCodes.Unbox, site.Owner.Type);
        }

        var references = new Dictionary<int, LocalBuilder>();
        for (var index = 0; index < site.Parameters.Length; index++)
            LoadArgument(il, index, site.Parameters[index], references);
        if (method is ConstructorInfo constructor)
            il.Emit(OpCodes.Newobj, constructor);
        else
            il.Emit(isVirtual && method.IsVirtual && !site.Owner.Type.IsValueType ? OpCodes.Callvirt : OpCodes.Call, (MethodInfo)method);
        StoreBack(il, references);
        Return(il, method.IsConstructor ? site.Owner : site.Result);
        return (Func<object?, object?[], object?>)made.CreateDelegate(typeof(Func<object?, object?[], object?>));
    }

    private static void LoadArgument(ILGenerator il, int index, Shape shape, Dictionary<int, LocalBuilder> references)
    {
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Ldelem_Ref);
        if (shape.Form == Form.Span)
        {
            LoadSpan(il, shape.Type);
        }
        else if (shape.Form == Form.Place)
        {
            var type = shape.Type.GetElementType()!;
            var local = il.DeclareLocal(type);
            references.Add(index, local);
            il.Emit(OpCodes.Unbox_Any, type);
            il.Emit(OpCodes.Stloc, local);
            il.Emit(OpCodes.Ldloca, local);
        }
        else
        {
            il.Emit(OpCodes.Unbox_Any, shape.Type);
        }
    }

    private static void LoadSpan(ILGenerator il, Type span)
    {
        var element = span.GetGenericArguments()[0];
        var argument = il.DeclareLocal(typeof(SpanArgument));
        il.Emit(OpCodes.Castclass, typeof(SpanArgument));
        il.Emit(OpCodes.Stloc, argument);
        il.Emit(OpCodes.Ldloc, argument);
        il.Emit(OpCodes.Ldfld, typeof(SpanArgument).GetField(nameof(SpanArgument.Array))!);
        il.Emit(OpCodes.Castclass, element.MakeArrayType());
        il.Emit(OpCodes.Ldloc, argument);
        il.Emit(OpCodes.Ldfld, typeof(SpanArgument).GetField(nameof(SpanArgument.Offset))!);
        il.Emit(OpCodes.Ldloc, argument);
        il.Emit(OpCodes.Ldfld, typeof(SpanArgument).GetField(nameof(SpanArgument.Length))!);
        il.Emit(OpCodes.Newobj, span.GetConstructor([element.MakeArrayType(), typeof(int), typeof(int)])!);
    }

    private static void StoreBack(ILGenerator il, Dictionary<int, LocalBuilder> references)
    {
        foreach (var pair in references)
        {
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldc_I4, pair.Key);
            il.Emit(OpCodes.Ldloc, pair.Value);
            if (pair.Value.LocalType.IsValueType)
                il.Emit(OpCodes.Box, pair.Value.LocalType);
            il.Emit(OpCodes.Stelem_Ref);
        }
    }

    private static void Return(ILGenerator il, Shape result)
    {
        if (result.Form == Form.Void)
        {
            il.Emit(OpCodes.Ldnull);
        }
        else if (result.Form == Form.Span)
        {
            var local = il.DeclareLocal(result.Type);
            il.Emit(OpCodes.Stloc, local);
            il.Emit(OpCodes.Ldloca, local);
            il.Emit(OpCodes.Call, result.Type.GetMethod("ToArray")!);
        }
        else if (result.Type.IsValueType)
        {
            il.Emit(OpCodes.Box, result.Type);
        }

        il.Emit(OpCodes.Ret);
    }
}

/// <summary>What a real span is made of.</summary>
public sealed class SpanArgument
{
    /// <summary>The array.</summary>
    public Array? Array;

    /// <summary>Where it begins.</summary>
    public int Offset;

    /// <summary>Elements.</summary>
    public int Length;
}

/// <summary>A method that takes or gives spans.</summary>
internal sealed class SpanMethod(Callee site) : NativeMethod
{
    private readonly NativeLimits limits = new(site.Method);
    private Func<object?, object?[], object?>? invoke;

    public override Value Call(Budget budget, Value[] values, int at)
    {
        var first = site.HasThis && !site.Method.IsConstructor ? at + 1 : at;
        var self = first > at ? values[at].O is ManagedPointer place ? site.Owner.ToObject(place.Load()) : values[at].O : null;
        if (first > at && self is null)
            throw NullReference(budget);
        var arguments = new object?[site.Parameters.Length];
        var isText = true;
        for (var index = 0; index < arguments.Length; index++)
            arguments[index] = Argument(budget, site.Parameters[index], values[first + index], ref isText);
        limits.Before(budget, self, arguments);
        var result = Invoke(budget, self, arguments);
        for (var index = 0; index < arguments.Length; index++)
        {
            if (values[first + index].O is SpanValue span)
                span.WriteBack(((SpanArgument)arguments[index]!).Array!);
            else if (site.Parameters[index].Form == Form.Place)
                ((ManagedPointer)values[first + index].O!).Store(Shape.Of(site.Parameters[index].Type.GetElementType()!).FromObject(arguments[index]));
        }

        limits.After(budget, self, arguments, result);
        if (site.Result.Form != Form.Span)
            return site.Method.IsConstructor ? site.Owner.FromObject(result) : site.Result.FromObject(result);
        if (!isText || site.Result.Element != typeof(char))
            throw budget.Stop(new EvaluationStop(Descriptors.OutsideSubset, "'" + site.Method.Name + "', which gives a span of others' elements,", "use an array or a string"));
        return Value.Of(SpanValue.Of(new string((char[])result!), 0, ((char[])result!).Length));
    }

    private static Exception NullReference(Budget budget)
    {
        var exception = new NullReferenceException();
        budget.Note(exception);
        return exception;
    }

    private object? Invoke(Budget budget, object? self, object?[] arguments)
    {
        invoke ??= MadeCalls.Of(site, isVirtual: true);
        object? result;
        try
        {
            result = invoke(self, arguments);
        }
        catch (Exception exception) when (budget.Note(exception))
        {
            throw;
        }

        if (budget.Stopped is not null)
            throw budget.Stopped;
        return result;
    }

    private static object? Argument(Budget budget, Shape shape, Value value, ref bool isText)
    {
        if (value.O is SpanValue span)
        {
            isText &= span.IsText;
            budget.Work(span.Length);
            var (array, offset) = span.Real();
            return new SpanArgument { Array = array, Offset = offset, Length = span.Length };
        }

        return shape.Form == Form.Place ? Shape.Of(shape.Type.GetElementType()!).ToObject(((ManagedPointer)value.O!).Load()) : shape.ToObject(value);
    }
}
