// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.ExceptionServices;
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Natives;

/// <summary>A method of the engine or of .NET as the evaluation calls it.</summary>
internal abstract class NativeMethod
{
    /// <summary>Calls it with the arguments that stand from <paramref name="at"/> on.</summary>
    public abstract Value Call(Budget budget, Value[] values, int at);
}

/// <summary>One that the evaluation knows itself.</summary>
internal sealed class KnownMethod(Func<Budget, Value[], int, Value> call) : NativeMethod
{
    public override Value Call(Budget budget, Value[] values, int at) => call(budget, values, at);
}

/// <summary>One that cannot be called.</summary>
internal sealed class RefusedMethod(EvaluationStop reason) : NativeMethod
{
    public override Value Call(Budget budget, Value[] values, int at) => throw budget.Stop(new EvaluationStop(reason.Descriptor, reason.Arguments));
}

/// <summary>One that is called by reflection, or by code made for it.</summary>
internal sealed class RealMethod(Callee site, Func<object?, object?[], object?> invoke, bool isEngine) : NativeMethod
{
    private readonly int line = isEngine && site.Method.GetParameters() is [.., { Name: "line" }] parameters ? parameters.Length - 1 : -1;
    private readonly Shape?[] references = [.. site.Method.GetParameters().Select(static parameter => parameter.ParameterType.IsByRef ? Shape.Of(parameter.ParameterType.GetElementType()!) : null)];
    private readonly bool hasReferences = site.Method.GetParameters().Any(static parameter => parameter.ParameterType.IsByRef);
    private readonly bool isDirective = isEngine && IsDirective(site.Method);
    private readonly NativeLimits limits = new(site.Method);

    public override Value Call(Budget budget, Value[] values, int at)
    {
        var (self, first) = site.HasThis ? (Self(values[at]), at + 1) : (null, at);
        return Call(budget, self, values, first, site.HasThis ? values[at].O as ManagedPointer : null);
    }

    /// <summary>Calls it on an object, or a constructor on none.</summary>
    public Value Call(Budget budget, object? self, Value[] values, int first, ManagedPointer? place)
    {
        var arguments = new object?[site.Parameters.Length];
        for (var index = 0; index < arguments.Length; index++)
        {
            var value = values[first + index];
            arguments[index] = references[index] is { } shape ? shape.ToObject(((ManagedPointer)value.O!).Load()) : site.Parameters[index].ToObject(value);
        }

        if (isEngine)
            EngineLimits.Count(budget, site.Method, arguments);
        if (line >= 0)
            arguments[line] = budget.LineOf((int)arguments[line]!);
        limits.Before(budget, self, arguments);
        var result = Guarded(budget, self, arguments);
        if (hasReferences)
            WriteBack(arguments, values, first);
        if (place is not null and not Slot)
            place.Store(site.Owner.FromObject(self));
        limits.After(budget, self, arguments, result);
        return site.Method.IsConstructor ? site.Owner.FromObject(result) : site.Result.FromObject(result);
    }

    /// <summary>
    /// True for what says one thing about the module, and without which the rest can be looked at. What leads into a section or runs a body decides about all that follows;
    /// an author's own error says that what follows has no sense.
    /// </summary>
    private static bool IsDirective(MethodBase method) => method is MethodInfo { IsStatic: false } own && (own.ReturnType == typeof(void) || own.ReturnType == typeof(Label)) && own.DeclaringType == typeof(EntryAssembler)
        && own.Name is not (nameof(EntryAssembler.error) or nameof(EntryAssembler.section) or nameof(EntryAssembler.pushsection) or nameof(EntryAssembler.popsection) or nameof(EntryAssembler.previous))
        && !Array.Exists(own.GetParameters(), static parameter => typeof(Delegate).IsAssignableFrom(parameter.ParameterType));

    /// <summary>What a call that failed gives.</summary>
    private object? StandIn(object? self) => ((MethodInfo)site.Method).ReturnType == typeof(Label) ? ((EntryAssembler)self!).assembly.MissingLabel() : null;

    private object? Guarded(Budget budget, object? self, object?[] arguments)
    {
        object? result;
        try
        {
            result = invoke(self, arguments);
        }
        catch (EntryAsmException error) when (isDirective && budget.Collect(error))
        {
            return StandIn(self);
        }
        catch (TargetInvocationException exception) when (isDirective && exception.InnerException is EntryAsmException error && budget.Collect(error))
        {
            return StandIn(self);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is not null && !Reflection.DoesNotWrap)
        {
            budget.Note(exception.InnerException);
            ExceptionDispatchInfo.Capture(exception.InnerException).Throw();
            throw;
        }
        catch (Exception exception) when (budget.Note(exception))
        {
            throw;
        }

        if (budget.Stopped is not null)
            throw budget.Stopped;
        return result;
    }

    private void WriteBack(object?[] arguments, Value[] values, int first)
    {
        for (var index = 0; index < arguments.Length; index++)
        {
            if (references[index] is { } shape && !site.Method.GetParameters()[index].IsIn)
                ((ManagedPointer)values[first + index].O!).Store(shape.FromObject(arguments[index]));
        }
    }

    private object? Self(Value value)
    {
        if (value.O is ManagedPointer place)
            return site.Owner.ToObject(place.Load());
        return site.Owner.Type.IsValueType ? site.Owner.ToObject(value) : value.O;
    }
}

/// <summary>How reflection calls.</summary>
internal static class Reflection
{
    private const BindingFlags DoNotWrapExceptions = (BindingFlags)0x02000000;

    /// <summary>True where exceptions come as they are, so that filters see them where they are thrown.</summary>
    public static readonly bool DoesNotWrap = typeof(object).Assembly.GetName().Name == "System.Private.CoreLib";

    private static readonly BindingFlags Flags = DoesNotWrap ? DoNotWrapExceptions : BindingFlags.Default;

    public static object? Invoke(MethodBase method, object? self, object?[] arguments) => method is ConstructorInfo constructor && self is null
        ? constructor.Invoke(Flags, null, arguments, null) : method.Invoke(self, Flags, null, arguments, null);
}
