// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Natives;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Running;

/// <summary>The steps themselves.</summary>
internal sealed partial class Machine
{
    /// <summary>Bytes of a struct: that are copied as fast as a number, and that are too many.</summary>
    private const int SmallStruct = 64, MaxStruct = 4_096;

    /// <summary>Goes on from where the frame stands until the method, or the block that was to be run alone, ends.</summary>
    private Value Execute(Frame frame)
    {
        var steps = frame.Code.Steps!;
        var values = frame.Values;
        var at = frame.At;
        while (true)
        {
            frame.At = at;
            ref var step = ref steps[at];
            var stack = step.Stack;
            switch (step.Operation)
            {
                case Operation.Nothing or Operation.Pop:
                    break;
                case Operation.Load:
                    values[stack] = values[step.Target];
                    break;
                case Operation.LoadCopy:
                    values[stack].O = CopyOf((Shape)step.Object!, values[step.Target].O);
                    break;
                case Operation.Store:
                    values[step.Target] = values[stack - 1];
                    break;
                case Operation.StoreFitted:
                    values[step.Target] = ((Shape)step.Object!).Fit(values[stack - 1]);
                    break;
                case Operation.PlaceOf:
                    values[stack] = Value.Of(new Slot(values, step.Target));
                    break;
                case Operation.Null:
                    values[stack] = default;
                    break;
                case Operation.Number:
                    values[stack] = Value.Of(step.Number);
                    break;
                case Operation.Text or Operation.Token or Operation.Function:
                    values[stack] = Value.Of(step.Object);
                    break;
                case Operation.Duplicate:
                    values[stack] = values[stack - 1];
                    break;
                case Operation.DuplicateCopy:
                    values[stack].O = CopyOf((Shape)step.Object!, values[stack - 1].O);
                    break;
                case Operation.Call:
                {
                    var site = (Callee)step.Object!;
                    var first = stack - site.Count;
                    if (site.Owner.Stack == StackKind.Struct && site.Method.IsConstructor)
                        Construct(site, values, first);
                    else
                        Put(values, first, site, Call(site, values, first));
                    break;
                }

                case Operation.CallVirtual when step.Object is Callee site:
                    Put(values, stack - site.Count, site, CallVirtual(site, values, stack - site.Count));
                    break;
                case Operation.CallVirtual:
                {
                    var call = (ConstrainedCall)step.Object!;
                    Put(values, stack - call.Call.Count, call.Call, CallConstrained(call, values, stack - call.Call.Count));
                    break;
                }

                case Operation.New:
                {
                    var site = (Callee)step.Object!;
                    values[stack - site.Parameters.Length] = New(site, values, stack - site.Parameters.Length);
                    break;
                }

                case Operation.NewDelegate:
                    values[stack - 2] = NewDelegate((Callee)step.Object!, values[stack - 2], values[stack - 1]);
                    break;
                case Operation.Return:
                    return step.Variant == (byte)Form.Void ? default : values[stack - 1];
                case Operation.Jump:
                    at = Jump(at, step.Target);
                    continue;
                case Operation.JumpIfTrue when values[stack - 1].I != 0:
                case Operation.JumpIfFalse when values[stack - 1].I == 0:
                case Operation.JumpIfTrueObject when values[stack - 1].O is not null || values[stack - 1].I != 0:
                case Operation.JumpIfFalseObject when values[stack - 1].O is null && values[stack - 1].I == 0:
                case Operation.JumpIf when Arithmetics.Compare((Comparison)step.Variant, step.Kind, values[stack - 2], values[stack - 1]):
                case Operation.JumpIfInt32 when Arithmetics.Compare((Comparison)step.Variant, (int)values[stack - 2].I, (int)values[stack - 1].I):
                    at = Jump(at, step.Target);
                    continue;
                case Operation.JumpIfTrue or Operation.JumpIfFalse or Operation.JumpIfTrueObject or Operation.JumpIfFalseObject or Operation.JumpIf or Operation.JumpIfInt32:
                    break;
                case Operation.Switch:
                {
                    var targets = (int[])step.Object!;
                    var number = (uint)values[stack - 1].I;
                    if (number >= targets.Length)
                        break;
                    at = Jump(at, targets[number]);
                    continue;
                }

                case Operation.AddInt32:
                    values[stack - 2].I = unchecked((int)(values[stack - 2].I + values[stack - 1].I));
                    break;
                case Operation.SubtractInt32:
                    values[stack - 2].I = unchecked((int)(values[stack - 2].I - values[stack - 1].I));
                    break;
                case Operation.Compare:
                    values[stack - 2] = Value.Of(Arithmetics.Compare((Comparison)step.Variant, step.Kind, values[stack - 2], values[stack - 1]));
                    break;
                case Operation.LoadField:
                    values[stack - 1] = LoadField((Member)step.Object!, values[stack - 1].O);
                    break;
                case Operation.StoreField:
                    ((Member)step.Object!).Set(values[stack - 2].O ?? throw Thrown(new NullReferenceException()), values[stack - 1]);
                    break;
                case Operation.LoadElement:
                    values[stack - 2] = LoadElement((Shape)step.Object!, values[stack - 2].O, values[stack - 1].I);
                    break;
                case Operation.StoreElement:
                    Elements.Set((Array)(values[stack - 3].O ?? throw Thrown(new NullReferenceException())), values[stack - 2].I, (Shape)step.Object!, values[stack - 1]);
                    break;
                case Operation.LoadStatic:
                {
                    var field = (StaticField)step.Object!;
                    values[stack] = Copied(field.Shape, Static(field));
                    break;
                }

                case Operation.StoreStatic:
                {
                    var field = (StaticField)step.Object!;
                    Static(field) = field.Shape.Fit(values[stack - 1]);
                    break;
                }

                case Operation.Leave:
                    at = Leave(frame, (Exit)step.Object!, 0);
                    continue;
                case Operation.EndFinally:
                {
                    var final = frame.Finals!.Pop();
                    if (final.Exit is null)
                        return default;
                    at = Leave(frame, final.Exit, final.Next);
                    continue;
                }

                case Operation.EndFilter:
                    return values[stack - 1];
                case Operation.Throw:
                    Throw(frame, values[stack - 1].O);
                    break;
                case Operation.Rethrow:
                    ExceptionDispatchInfo.Capture(frame.Caught![(Clause)step.Object!]).Throw();
                    break;
                default:
                    ExecuteOther(ref step, values, stack);
                    break;
            }

            at++;
        }
    }

    private static void Put(Value[] values, int at, Callee site, Value result)
    {
        if (site.Result.Form != Form.Void)
            values[at] = result;
    }

    private int Jump(int from, int to)
    {
        if (to <= from)
            Step();
        return to;
    }

    private Value Copied(Shape shape, Value value)
    {
        if (shape.IsCopied)
            value.O = CopyOf(shape, value.O);
        return value;
    }

    private object? CopyOf(Shape shape, object? box)
    {
        if (shape.Size > SmallStruct)
            Work(shape.Size >> 4);
        return shape.Copy(box);
    }

    private Value DefaultOf(Shape shape)
    {
        if (shape.Size > SmallStruct)
            CheckSize(shape);
        return shape.Default();
    }

    /// <summary>Structs are copied whenever they are read.</summary>
    private void CheckSize(Shape shape)
    {
        if (shape.Size > MaxStruct)
            throw Stop(new EvaluationStop(Descriptors.OutsideSubset, "A value of '" + shape.Type.Name + "', a struct of more than " + Grouped(MaxStruct) + " bytes,", "make it a class, or keep its parts in arrays"));
        Work(shape.Size >> 4);
    }

    private Value LoadField(Member member, object? owner) => Copied(member.Shape, member.Get(owner ?? throw Thrown(new NullReferenceException())));

    private Value LoadElement(Shape shape, object? array, long index) => Elements.Get((Array)(array ?? throw Thrown(new NullReferenceException())), index, shape);

    private void Throw(Frame frame, object? exception)
    {
        if (exception is null && Places.BrokenAt(frame.Code, frame.Code.Offsets[frame.At]) is { } piece)
            throw Stop(new BrokenCodeReached(piece));
        throw Thrown((Exception?)exception ?? new NullReferenceException());
    }

    /// <summary>The pointer, which is a place unless it is null.</summary>
    private ManagedPointer PlaceAt(Value value) => value.O as ManagedPointer ?? throw Thrown(new NullReferenceException());

    private void ExecuteOther(ref Step step, Value[] values, int stack)
    {
        switch (step.Operation)
        {
            case Operation.Binary when values[stack - 2].O is Memory memory:
                values[stack - 2] = Value.Of(memory.Add(step.Variant == (byte)Arithmetic.Add ? values[stack - 1].I : -values[stack - 1].I));
                break;
            case Operation.Binary when values[stack - 1].O is Memory memory && step.Variant == (byte)Arithmetic.Add:
                values[stack - 2] = Value.Of(memory.Add(values[stack - 2].I));
                break;
            case Operation.Binary when values[stack - 2].O is ManagedPointer || values[stack - 1].O is ManagedPointer:
                throw new EvaluationStop(Descriptors.OutsideSubset, "A pointer", "use an array or a span");
            case Operation.Binary:
                values[stack - 2].I = Arithmetics.Binary((Arithmetic)step.Variant, step.Kind, values[stack - 2].I, values[stack - 1].I);
                break;
            case Operation.Negate or Operation.Not:
                values[stack - 1].I = Arithmetics.Unary(step.Operation, step.Kind, values[stack - 1].I);
                break;
            case Operation.Convert when values[stack - 1].O is Memory:
                break;
            case Operation.Convert when values[stack - 1].O is ManagedPointer:
                throw new EvaluationStop(Descriptors.OutsideSubset, "A pointer", "use an array or a span");
            case Operation.Convert:
                values[stack - 1].I = Conversions.Convert((Form)step.Variant, step.Kind, (step.Number & 1) != 0, (step.Number & 2) != 0, values[stack - 1].I);
                break;
            case Operation.CheckFinite:
                if (double.IsNaN(values[stack - 1].D) || double.IsInfinity(values[stack - 1].D))
                    throw Thrown(new OverflowException());
                break;
            case Operation.LoadPlace:
                values[stack - 1] = LoadPlace((Shape)step.Object!, values[stack - 1]);
                break;
            case Operation.StorePlace:
                StorePlace(ref step, values[stack - 2], values[stack - 1]);
                break;
            case Operation.CopyPlace:
                PlaceAt(values[stack - 2]).Store(LoadPlace((Shape)step.Object!, values[stack - 1]));
                break;
            case Operation.Initialise:
                PlaceAt(values[stack - 1]).Store(DefaultOf((Shape)step.Object!));
                break;
            case Operation.LoadFieldOfPlace:
            {
                var member = (Member)step.Object!;
                values[stack - 1] = Copied(member.Shape, member.Get(PlaceAt(values[stack - 1]).Load().O ?? throw Thrown(new NullReferenceException())));
                break;
            }

            case Operation.StoreFieldOfPlace:
                StoreFieldOfPlace((Member)step.Object!, PlaceAt(values[stack - 2]), values[stack - 1]);
                break;
            case Operation.PlaceOfField:
                values[stack - 1] = Value.Of(((Member)step.Object!).PlaceIn(values[stack - 1].O ?? throw Thrown(new NullReferenceException())));
                break;
            case Operation.PlaceOfFieldOfPlace:
                values[stack - 1] = Value.Of(PlaceOfField((Member)step.Object!, PlaceAt(values[stack - 1])));
                break;
            case Operation.PlaceOfStatic:
                values[stack] = Value.Of(StaticPlace((StaticField)step.Object!));
                break;
            case Operation.PlaceOfElement:
                values[stack - 2] = Value.Of(PlaceOfElement((Shape)step.Object!, values[stack - 2].O, values[stack - 1].I));
                break;
            default:
                ExecuteObject(ref step, values, stack);
                break;
        }
    }

    private void ExecuteObject(ref Step step, Value[] values, int stack)
    {
        switch (step.Operation)
        {
            case Operation.Box:
                values[stack - 1] = Value.Of(Boxed((Shape)step.Object!, values[stack - 1]));
                break;
            case Operation.Unbox:
            {
                var shape = (Shape)step.Object!;
                CheckUnboxed(shape, values[stack - 1].O);
                values[stack - 1] = Value.Of(new BoxInside(values[stack - 1].O!, shape));
                break;
            }

            case Operation.UnboxAny:
            {
                var shape = (Shape)step.Object!;
                CheckUnboxed(shape, values[stack - 1].O);
                values[stack - 1] = Copied(shape, shape.FromObject(values[stack - 1].O));
                break;
            }

            case Operation.CastClass:
                if (values[stack - 1].O is { } cast && !((Shape)step.Object!).Type.IsInstanceOfType(cast))
                    throw Thrown(Casts.Failure(cast, ((Shape)step.Object).Type));
                break;
            case Operation.IsInstance:
                if (!((Shape)step.Object!).Type.IsInstanceOfType(values[stack - 1].O))
                    values[stack - 1] = default;
                break;
            case Operation.NewArray:
                values[stack - 1] = Value.Of(NewArray((Shape)step.Object!, values[stack - 1].I));
                break;
            case Operation.Length:
                values[stack - 1] = Value.Of((long)((Array)(values[stack - 1].O ?? throw Thrown(new NullReferenceException()))).Length);
                break;
            case Operation.LoadNativeStatic:
                values[stack] = LoadNativeStatic((FieldInfo)step.Object!, step.Variant != 0);
                break;
            case Operation.Data:
                values[stack] = Value.Of(new Memory(Bytes((FieldInfo)step.Object!), 0));
                break;
            case Operation.VirtualFunction:
                values[stack - 1] = Value.Of(VirtualFunction((MethodBase)step.Object!, values[stack - 1].O));
                break;
            case Operation.SizeOf:
                values[stack] = Value.Of((long)StructLayouts.SizeOf(this, (Type)step.Object!));
                break;
            case Operation.StackMemory:
                CheckElements(values[stack - 1].I);
                Memory(values[stack - 1].I);
                values[stack - 1] = Value.Of(new Memory(new byte[values[stack - 1].I], 0));
                break;
            case Operation.CopyBytes when values[stack - 3].O is Memory to && values[stack - 2].O is Memory from:
                Buffer.BlockCopy(from.Bytes, from.Offset, to.Bytes, to.Offset, (int)values[stack - 1].I);
                break;
            case Operation.Refuse:
                var refused = (EvaluationStop)step.Object!;
                throw Stop(new EvaluationStop(refused.Descriptor, refused.Arguments));
            default:
                throw Stop(new EvaluationStop(Descriptors.OutsideSubset, "A pointer", "use an array or a span"));
        }
    }

    private object? Boxed(Shape shape, Value value)
    {
        if (shape.Form is Form.Span or Form.Fields or Form.InlineArray or Form.TextHandler or Form.Unknown)
            throw new EvaluationStop(Descriptors.OutsideSubset, "A '" + shape.Type.Name + "' as an object", "use an array");
        var box = shape.ToObject(value);
        if (shape.Form == Form.Struct)
            Nesting.Count(this, box);
        return box;
    }

    private void CheckUnboxed(Shape shape, object? box)
    {
        if (shape.Form == Form.Nullable)
        {
            if (box is not null && !shape.Type.IsInstanceOfType(box))
                throw Thrown(Casts.Failure(box, shape.Type));
            return;
        }

        if (box is null)
            throw Thrown(new NullReferenceException());
        if (box.GetType() != shape.Type && !(shape.Form < Form.Object && Casts.SameNumber(box.GetType(), shape.Type)))
            throw Thrown(Casts.Failure(box, shape.Type));
    }

    private Value LoadPlace(Shape shape, Value pointer)
    {
        if (pointer.O is Memory memory)
            return Bytes(memory, shape);
        return Copied(shape, PlaceAt(pointer).Load());
    }

    private void StorePlace(ref Step step, Value pointer, Value value)
    {
        if (pointer.O is Memory memory)
            StoreBytes(memory, step.Number != 0 ? (int)step.Number : KnownMethods.SizeOf(((Shape)step.Object!).Type), step.Kind == StackKind.Single ? BitConverter.ToInt32(BitConverter.GetBytes((float)value.D), 0) : value.I);
        else
            PlaceAt(pointer).Store(step.Object is Shape shape ? shape.Fit(value) : value);
    }

    private void StoreFieldOfPlace(Member member, ManagedPointer place, Value value)
    {
        var held = place.Load().O ?? throw Thrown(new NullReferenceException());
        if (held is FieldsValue || !member.Field.DeclaringType!.IsValueType)
            member.Set(held, value);
        else
            place.StoreField(member, value);
    }

    private ManagedPointer PlaceOfField(Member member, ManagedPointer place)
    {
        var held = place.Load().O ?? throw Thrown(new NullReferenceException());
        return held is FieldsValue || !member.Field.DeclaringType!.IsValueType ? member.PlaceIn(held) : new StructField(place, member);
    }

    private ManagedPointer PlaceOfElement(Shape shape, object? array, long index)
    {
        var elements = (Array)(array ?? throw Thrown(new NullReferenceException()));
        if ((ulong)index >= (ulong)elements.Length)
            throw Thrown(new IndexOutOfRangeException());
        return new Element(elements, index, shape);
    }

    private Value LoadNativeStatic(FieldInfo field, bool asPlace)
    {
        if (!NativeMethods.IsEngine(field) && !AllowedMembers.IsAllowed(field))
            throw Stop(new EvaluationStop(Descriptors.ForbiddenCall, field.DeclaringType!.Name.Split('`')[0] + "." + field.Name));
        var value = Shape.Of(field.FieldType).FromObject(field.GetValue(null));
        return asPlace ? Value.Of(new Slot([value], 0)) : value;
    }

    private static byte[] Bytes(FieldInfo field)
    {
        var bytes = new byte[KnownMethods.SizeOf(field.FieldType)];
        RuntimeHelpers.InitializeArray(bytes, field.FieldHandle);
        return bytes;
    }

    private static Value Bytes(Memory memory, Shape shape)
    {
        var array = Array.CreateInstance(shape.Type, 1);
        Buffer.BlockCopy(memory.Bytes, memory.Offset, array, 0, Buffer.ByteLength(array));
        return Elements.Get(array, 0, shape);
    }

    private static void StoreBytes(Memory memory, int size, long bits) => Buffer.BlockCopy(BitConverter.GetBytes(bits), 0, memory.Bytes, memory.Offset, size);
}
