// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Serialization;
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Natives;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Running;

/// <summary>Calls: of the author's methods here, of all others where they are.</summary>
internal sealed partial class Machine
{
    private const int ObjectSize = 24, FieldSize = 8;

    /// <summary>Nanoseconds, about, to make an object and to collect it.</summary>
    private const int MakingCost = 100;

    /// <summary>What a delegate of the author calls.</summary>
    private sealed record DelegateTarget(Callee Site, object? Self);

    private Value Run(Code code, Value[] values, bool fromNative)
    {
        Step();
        var depth = top is null ? 0 : top.Depth + 1;
        if (depth >= MaxDepth)
            throw Stop(new EvaluationStop(Descriptors.TooDeep, Grouped(MaxDepth)));
        CheckStack();
        if (code.Initialised is { } state)
            Initialise(state);
        entered.Add(code);
        var frame = new Frame(code, values, top, depth, code.IsHashing && fromNative || (top?.IsHashing ?? false));
        top = frame;
        Value result;
        try
        {
            result = code.Clauses.Length == 0 ? Execute(frame) : Protected(frame, code.Levels, null);
        }
        catch (Exception exception) when (Blame(exception, frame))
        {
            throw;
        }

        top = frame.Caller;
        return result;
    }

    /// <summary>Calls the method named, past overrides.</summary>
    private Value Call(Callee site, Value[] values, int at)
    {
        if (site.Code is { } code)
            return CallAuthors(code, site, values, at);
        return CallNative(NativeMethods.Exactly(site), site, values, at);
    }

    private Value CallAuthors(Code code, Callee site, Value[] values, int at)
    {
        var room = Values(code);
        Array.Copy(values, at, room, 0, site.Count);
        return Run(code, room, fromNative: false);
    }

    private Value CallNative(NativeMethod native, Callee site, Value[] values, int at)
    {
        nativeStart = StackPointer();
        var frame = top;
        if (site.HasThis && site.Method.IsConstructor && values[at].O is { } self and not ManagedPointer && native is RealMethod constructor)
        {
            // The part of an object of the author that is .NET's.
            ((RealMethod)constructor).Call(this, self, values, at + 1, null);
            top = frame;
            return default;
        }

        var result = native.Call(this, values, at);
        top = frame;
        return result;
    }

    private Value CallVirtual(Callee site, Value[] values, int at)
    {
        var receiver = values[at].O;
        if (receiver is null)
            throw Thrown(new NullReferenceException());
        if (site.IsDelegateCall)
            return CallDelegate(site, (Delegate)receiver, values, at);
        if (!site.IsVirtual || receiver is ManagedPointer)
            return site.Code is { } code ? CallAuthors(code, site, values, at) : CallNative(NativeMethods.Of(site), site, values, at);
        var type = receiver.GetType();
        if (!program.IsAuthors(type))
            return CallNative(NativeMethods.Of(site), site, values, at);
        if (!site.Implementations.TryGetValue(type, out var implementation))
            site.Implementations.Add(type, implementation = VirtualMethods.Find(type, (MethodInfo)site.Method) is { } found ? program.CalleeOf(found) : null);
        if (implementation?.Code is null)
            return CallNative(site.IsAuthors ? NativeMethods.Through(site) : NativeMethods.Of(site), site, values, at);
        if (!implementation.Owner.Type.IsValueType)
            return CallAuthors(implementation.Code, implementation, values, at);
        // A method of a struct gets the inside of the box.
        var room = Values(implementation.Code);
        Array.Copy(values, at, room, 0, site.Count);
        room[0] = Value.Of(new BoxInside(receiver, implementation.Owner));
        return Run(implementation.Code, room, fromNative: false);
    }

    private Value CallConstrained(ConstrainedCall call, Value[] values, int at)
    {
        var held = ((ManagedPointer)values[at].O!).Load();
        if (call.Type.Form != Form.Object)
            held = Value.Of(call.Type.ToObject(call.Type.IsCopied ? Value.Of(call.Type.Copy(held.O)) : held));
        values[at] = held;
        return CallVirtual(call.Call, values, at);
    }

    private Value CallDelegate(Callee site, Delegate called, Value[] values, int at)
    {
        if (!delegates.TryGetValue(called, out var target))
            return CallNative(NativeMethods.Of(site), site, values, at);
        var callee = target.Site;
        var room = Values(callee.Code!);
        var count = site.Parameters.Length;
        if (target.Self is not null || callee.Count > count)
        {
            room[0] = callee.Owner.Type.IsValueType && callee.HasThis ? Value.Of(new BoxInside(target.Self!, callee.Owner)) : Value.Of(target.Self);
            Array.Copy(values, at + 1, room, 1, count);
        }
        else
        {
            Array.Copy(values, at + 1, room, 0, count);
        }

        return Run(callee.Code!, room, fromNative: false);
    }

    private Value New(Callee site, Value[] values, int at)
    {
        var shape = site.Owner;
        if (site.Code is null && !program.IsAuthors(shape.Type))
            return NewNative(site, values, at);
        CountMade(FieldSize * 4);
        if (site.Code is not { } code)
            return NewOf(shape);
        var room = Values(code);
        Array.Copy(values, at, room, 1, site.Parameters.Length);
        if (shape.Stack != StackKind.Struct)
        {
            var made = FormatterServices.GetUninitializedObject(shape.Type);
            room[0] = Value.Of(made);
            Run(code, room, fromNative: false);
            return Value.Of(made);
        }

        var holder = new[] { DefaultOf(shape) };
        room[0] = Value.Of(new Slot(holder, 0));
        Run(code, room, fromNative: false);
        return holder[0];
    }

    private Value NewOf(Shape shape) => shape.Stack == StackKind.Struct ? DefaultOf(shape) : Value.Of(FormatterServices.GetUninitializedObject(shape.Type));

    private Value NewNative(Callee site, Value[] values, int at)
    {
        var type = site.Owner.Type;
        if (type.IsArray)
            return Value.Of(NewGrid(type, [.. Enumerable.Range(0, site.Parameters.Length).Select(index => values[at + index].I)]));
        CountMade(0);
        if (type == typeof(object))
            return Value.Of(new object());
        var native = NativeMethods.Of(site);
        var frame = top;
        Value result;
        nativeStart = StackPointer();
        if (native is RealMethod real)
        {
            result = real.Call(this, null, values, at, null);
        }
        else
        {
            // What is known expects a place for the new value before the arguments.
            var room = new Value[site.Parameters.Length + 1];
            Array.Copy(values, at, room, 1, site.Parameters.Length);
            result = native is SpanMethod ? native.Call(this, values, at) : native.Call(this, room, 0);
        }

        top = frame;
        return result;
    }

    /// <summary>The call of a struct's constructor on a place: makes a new one there, so that no copy of the old changes.</summary>
    private void Construct(Callee site, Value[] values, int at)
    {
        var place = (ManagedPointer)values[at].O!;
        if (site.Code is null && NativeMethods.Of(site) is not RealMethod)
        {
            CallNative(NativeMethods.Of(site), site, values, at);
            return;
        }

        place.Store(New(site, values, at + 1));
    }

    private Value NewDelegate(Callee site, Value self, Value function)
    {
        CountMade(40);
        var method = (MethodInfo)function.O!;
        var callee = program.CalleeOf(method);
        if (!callee.IsAuthors && NativeMethods.Of(callee) is RefusedMethod refused)
            refused.Call(this, [], 0);
        if (!method.IsStatic && self.O is null)
            throw Thrown(new ArgumentException("Delegate to an instance method cannot have null 'this'."));
        Delegate made;
        try
        {
            made = method.IsStatic && self.O is null ? Delegate.CreateDelegate(site.Owner.Type, method) : Delegate.CreateDelegate(site.Owner.Type, self.O, method);
        }
        catch (ArgumentException)
        {
            throw Stop(new EvaluationStop(Descriptors.OutsideSubset, "A delegate of '" + method.Name + "'", "write it as a lambda"));
        }

        if (callee.Code is not null && !(callee.IsVirtual && !callee.Method.IsFinal))
            delegates.Add(made, new DelegateTarget(callee, self.O));
        return Value.Of(made);
    }

    private MethodBase VirtualFunction(MethodBase method, object? receiver)
    {
        if (receiver is null)
            throw Thrown(new NullReferenceException());
        return VirtualMethods.Find(receiver.GetType(), (MethodInfo)method) ?? method;
    }

    /// <summary>Counts an object with so many bytes of fields or elements.</summary>
    private void CountMade(long bytes)
    {
        Memory(ObjectSize + bytes);
        Work(MakingCost);
    }

    private Array NewArray(Shape element, long length)
    {
        if (length < 0)
            throw Thrown(new OverflowException());
        CheckElements(length);
        CheckSize(element);
        CountMade(length * (element.Form == Form.Struct ? Math.Max(element.Size, 2 * FieldSize) : FieldSize));
        return Array.CreateInstance(element.Type, (int)length);
    }

    private Array NewGrid(Type type, long[] lengths)
    {
        long all = 1;
        foreach (var length in lengths)
        {
            if (length < 0)
                throw Thrown(new OverflowException());
            CheckElements(length);
            CheckElements(all *= length);
        }

        CountMade(all * ValueSize.Of(type.GetElementType()!));
        return Array.CreateInstance(type.GetElementType()!, lengths);
    }
}
