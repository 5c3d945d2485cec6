// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.CompilerServices;
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Natives;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Running;

/// <summary>
/// Evaluates the author's methods, step by step. Types, objects and what .NET does with them are the runtime's; when .NET calls a method of the author, the body that
/// stands there calls back (<see cref="CallBack"/>).
/// </summary>
internal sealed partial class Machine : Budget
{
    /// <summary>Bytes of the stack that calls may take. Unwinding many frames takes long, so this is far below what there is.</summary>
    private const long MaxStack = 6 << 20;

    /// <summary>Bytes of the stack that .NET may take between two calls of the author, as sequences within sequences do.</summary>
    private const long MaxNativeStack = 512 << 10;

    /// <summary>Nanoseconds, about: of a call from .NET, of an element of a sequence it gives, of an exception, of asking one frame for a handler.</summary>
    private const int CallBackCost = 1_000, ElementCost = 10, ExceptionCost = 15_000, HandlerCost = 2_000;

    /// <summary>Calls from .NET within each other. It wraps and rethrows what comes out of some of them, and each time all handlers around are asked.</summary>
    private const int MaxCallBacks = 200;

    private readonly AuthorProgram program;
    private readonly ConditionalWeakTable<Exception, CallStack> places = new();
    private readonly ConditionalWeakTable<Delegate, DelegateTarget> delegates = new();
    private readonly HashSet<Code> entered = [];
    private Value[][] statics = new Value[64][];
    private bool?[] initialised = new bool?[64];
    private Dictionary<TypeState, Exception>? failed;
    private Frame? top;
    private long stackStart;
    private long nativeStart;
    private int callBacks;

    public Machine(AuthorProgram program, CancellationToken cancellation)
        : base(cancellation)
    {
        this.program = program;
        foreach (var layer in program.Layers)
            layer.Host.SetValue(null, (Func<int, Type[], object?[], object?>)((token, types, arguments) => CallBack(layer, token, types, arguments)));
    }

    public override MethodBase? Caller => top?.Code.Method;

    public override bool IsHashing => top?.IsHashing ?? false;

    /// <summary>The methods that were entered.</summary>
    public IEnumerable<Code> Entered => entered;

    /// <summary>Where the evaluation stands.</summary>
    public CallStack Stack => CallStack.Of(top);

    /// <summary>The method under way.</summary>
    public Frame? Top => top;

    /// <summary>Where an exception came from.</summary>
    public CallStack PlaceOf(Exception exception) => places.TryGetValue(exception, out var place) ? place : Stack;

    /// <summary>True for an exception that running the module would meet too.</summary>
    public bool IsAuthors(Exception exception) => places.TryGetValue(exception, out _);

    public override bool Note(Exception exception)
    {
        if (exception is EvaluationStop or BrokenCodeReached or OperationCanceledException)
            Stop(exception);
        if (!places.TryGetValue(exception, out _))
        {
            places.Add(exception, Stack);
            Spend(ExceptionCost);
        }

        return false;
    }

    /// <summary>Calls a method of the author from outside.</summary>
    public object? Invoke(MethodBase method, object? self, params object?[] arguments)
    {
        var code = program.CodeOf(method);
        var values = Values(code);
        var shift = method.IsStatic ? 0 : 1;
        if (!method.IsStatic)
            values[0] = Value.Of(self);
        for (var index = 0; index < arguments.Length; index++)
            values[index + shift] = code.Arguments[index + shift].FromObject(arguments[index]);
        return code.Result.ToObject(Run(code, values, fromNative: true));
    }

    /// <summary>The initialised static field.</summary>
    public ref Value Static(StaticField field)
    {
        if (field.State is { } state && (state.Index >= initialised.Length || initialised[state.Index] is not true))
            Initialise(state);
        if (field.Index >= statics.Length)
            Array.Resize(ref statics, Math.Max(field.Index + 1, 2 * statics.Length));
        return ref (statics[field.Index] ??= [DefaultOf(field.Shape)])[0];
    }

    private ManagedPointer StaticPlace(StaticField field)
    {
        Static(field);
        return new Slot(statics[field.Index], 0);
    }

    private void Initialise(TypeState state)
    {
        if (state.Index < initialised.Length && initialised[state.Index] is { } done)
        {
            if (!done && failed is not null && failed.TryGetValue(state, out var again))
                throw Thrown(again);
            return;
        }

        if (state.Index >= initialised.Length)
            Array.Resize(ref initialised, Math.Max(state.Index + 1, 2 * initialised.Length));
        initialised[state.Index] = true;
        try
        {
            Run(program.CodeOf(state.Constructor), Values(program.CodeOf(state.Constructor)), fromNative: false);
        }
        catch (Exception exception) when (Stopped is null)
        {
            initialised[state.Index] = false;
            var wrapped = new TypeInitializationException(NameOf(state.Type), exception);
            (failed ??= []).Add(state, wrapped);
            places.Add(wrapped, PlaceOf(exception));
            throw wrapped;
        }
    }

    /// <summary>The name as the runtime tells it: of a generic type without its arguments.</summary>
    private static string NameOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!;

    /// <summary>What the bodies of the loaded types call: the arguments boxed, the result into the last element.</summary>
    private object? CallBack(Layer layer, int token, Type[] types, object?[] arguments)
    {
        var (before, start) = (top, nativeStart);
        callBacks++;
        try
        {
            Work(CallBackCost);
            CheckStack();
            if (callBacks > MaxCallBacks || StackSince(start) > MaxNativeStack)
                throw Stop(new EvaluationStop(Descriptors.TooDeep, Grouped(MaxCallBacks)));
            if (Stopped is not null)
                throw Stopped;
            var method = AuthorProgram.MethodOf(layer, token, types);
            var code = program.CodeOf(method);
            var values = Values(code);
            var boxes = new Value[arguments.Length];
            for (var index = 0; index < code.Arguments.Length; index++)
                values[index] = Argument(code.Arguments[index], arguments[index], boxes, index);
            var result = Run(code, values, fromNative: true);
            for (var index = 0; index < code.Arguments.Length; index++)
            {
                if (code.Arguments[index].Form == Form.Place)
                    arguments[index] = Shape.Of(code.Arguments[index].Type.GetElementType()!).ToObject(boxes[index]);
            }

            arguments[arguments.Length - 1] = code.Result.ToObject(result);
            if (SequenceFacts.Of(arguments[arguments.Length - 1]) is { } sequence)
                Work(ElementCost * sequence.Length);
            if (arguments[arguments.Length - 1] is string text)
                Memory(2L * text.Length); // .NET may join what it was given
            top = before;
            return null;
        }
        catch (Exception exception) when (NoteCallBack(exception))
        {
            throw;
        }
        finally
        {
            callBacks--;
            nativeStart = start;
        }
    }

    private bool NoteCallBack(Exception exception)
    {
        Blame(exception, null);
        return false;
    }

    private static Value Argument(Shape shape, object? argument, Value[] boxes, int index)
    {
        if (shape.Form is Form.Span or Form.Fields or Form.Unknown or Form.Pointer or Form.InlineArray)
            throw new EvaluationStop(Descriptors.OutsideSubset, "A call from .NET with a '" + shape.Type.Name + "'", "use an array");
        if (shape.Form != Form.Place)
            return shape.FromObject(argument);
        boxes[index] = Shape.Of(shape.Type.GetElementType()!).FromObject(argument);
        return Value.Of(new Slot(boxes, index));
    }

    /// <summary>Room for a call, its variables as they begin.</summary>
    private Value[] Values(Code code)
    {
        if (code.Steps is null)
            Prepare(code);
        var values = new Value[code.Size];
        foreach (var (index, shape) in code.Initial)
            values[index] = DefaultOf(shape);
        return values;
    }

    private void Prepare(Code code)
    {
        code.Broken = Places.BrokenAt(code, 0);
        if (code.Method is { IsConstructor: true, IsStatic: false, DeclaringType: { } type } && HasFinalizer(type))
            throw Stop(new EvaluationStop(Descriptors.OutsideSubset, "An object of '" + type.Name + "', which has a finalizer,", "implement IDisposable instead"));
        if (code.Broken is null)
            Lowerer.Lower(code);
        else
            throw Stop(new BrokenCodeReached(code.Broken));
    }

    /// <summary>Nobody knows when a finalizer runs, if ever.</summary>
    private bool HasFinalizer(Type? type)
    {
        for (; type is not null && program.IsAuthors(type); type = type.BaseType)
        {
            if (type.GetMethod("Finalize", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly, null, Type.EmptyTypes, null) is { IsVirtual: true })
                return true;
        }

        return false;
    }

    private void CheckStack()
    {
        if (stackStart == 0)
            stackStart = StackPointer();
        if (StackSince(stackStart) > MaxStack)
            throw Stop(new EvaluationStop(Descriptors.TooDeep, Grouped(MaxDepth)));
    }

    private static long StackSince(long start) => start == 0 ? 0 : start - StackPointer();

    private static unsafe long StackPointer()
    {
        byte here;
        return (long)&here;
    }

    private Exception Thrown(Exception exception)
    {
        Note(exception);
        return exception;
    }
}
