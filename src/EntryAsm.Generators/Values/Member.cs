// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Reflection.Emit;

namespace EntryAsm.Generators.Values;

/// <summary>A field of an object or boxed struct. What is used often is reached by code made for it, else by reflection, which costs less the first times.</summary>
internal sealed class Member
{
    private const int Often = 48;

    private readonly Shape shape;
    private readonly int index;
    private int uses;
    private Func<object, long>? getNumber;
    private Func<object, object?>? getObject;
    private Action<object, long>? setNumber;
    private Action<object, object?>? setObject;

    public Member(FieldInfo field)
    {
        Field = field;
        shape = Shape.Of(field.FieldType);
        var owner = field.DeclaringType!;
        index = owner.IsValueType && Shape.Of(owner) is { Form: Form.Fields } fields ? fields.FieldIndex![field.MetadataToken] : -1;
    }

    public FieldInfo Field { get; }

    /// <summary>The shape of its values.</summary>
    public Shape Shape => shape;

    public Value Get(object owner)
    {
        if (owner is FieldsValue fields && index >= 0)
            return fields.Fields[index];
        if (shape.Form is Form.InlineArray or Form.Place or Form.Span or Form.Unknown)
            throw new EvaluationStop(Descriptors.OutsideSubset, "The field '" + Field.Name + "' of type '" + shape.Type.Name + "'", "use an array");
        if (getNumber is not null)
            return new Value { I = getNumber(owner) };
        if (getObject is not null)
            return new Value { O = getObject(owner) };
        if (++uses > Often)
            MakeAccess();
        return shape.FromObject(Field.GetValue(owner));
    }

    public void Set(object owner, Value value)
    {
        if (owner is FieldsValue fields && index >= 0)
            fields.Fields[index] = shape.Fit(value);
        else if (shape.Form is Form.InlineArray or Form.Place or Form.Span or Form.Unknown)
            throw new EvaluationStop(Descriptors.OutsideSubset, "The field '" + Field.Name + "' of type '" + shape.Type.Name + "'", "use an array");
        else if (setNumber is not null)
            setNumber(owner, value.I);
        else if (setObject is not null)
            setObject(owner, value.O);
        else
            SetByReflection(owner, value);
    }

    /// <summary>A place for a pointer to it.</summary>
    public ManagedPointer PlaceIn(object owner) => owner is FieldsValue fields && index >= 0 ? new Slot(fields.Fields, index) : new ObjectField(owner, this);

    private void SetByReflection(object owner, Value value)
    {
        if (++uses > Often)
            MakeAccess();
        Field.SetValue(owner, shape.ToObject(value));
    }

    private void MakeAccess()
    {
        uses = int.MinValue;
        var owner = Field.DeclaringType!;
        var isNumber = shape.Form < Form.Object;
        var getter = new DynamicMethod("get", isNumber ? typeof(long) : typeof(object), [typeof(object)], typeof(Member).Module, true);
        var il = getter.GetILGenerator();
        LoadOwner(il, owner);
        il.Emit(OpCodes.Ldfld, Field);
        if (!isNumber)
        {
            if (Field.FieldType.IsValueType)
                il.Emit(OpCodes.Box, Field.FieldType);
        }
        else if (shape.Form is Form.Single or Form.Double)
        {
            il.Emit(OpCodes.Conv_R8);
            il.Emit(OpCodes.Call, typeof(BitConverter).GetMethod(nameof(BitConverter.DoubleToInt64Bits))!);
        }
        else
        {
            il.Emit(OpCodes.Conv_I8);
        }

        il.Emit(OpCodes.Ret);
        if (isNumber)
            getNumber = (Func<object, long>)getter.CreateDelegate(typeof(Func<object, long>));
        else
            getObject = (Func<object, object?>)getter.CreateDelegate(typeof(Func<object, object?>));
        MakeSetter(owner, isNumber);
    }

    private void MakeSetter(Type owner, bool isNumber)
    {
        var setter = new DynamicMethod("set", null, [typeof(object), isNumber ? typeof(long) : typeof(object)], typeof(Member).Module, true);
        var il = setter.GetILGenerator();
        LoadOwner(il, owner);
        il.Emit(OpCodes.Ldarg_1);
        if (shape.Form is Form.Single or Form.Double)
            il.Emit(OpCodes.Call, typeof(BitConverter).GetMethod(nameof(BitConverter.Int64BitsToDouble))!);
        if (isNumber)
            il.Emit(Conversion(shape.Form));
        else if (Field.FieldType.IsValueType)
            il.Emit(OpCodes.Unbox_Any, Field.FieldType);
        il.Emit(OpCodes.Stfld, Field);
        il.Emit(OpCodes.Ret);
        if (isNumber)
            setNumber = (Action<object, long>)setter.CreateDelegate(typeof(Action<object, long>));
        else
            setObject = (Action<object, object?>)setter.CreateDelegate(typeof(Action<object, object?>));
    }

    private static void LoadOwner(ILGenerator il, Type owner)
    {
        il.Emit(OpCodes.Ldarg_0);
        if (owner.IsValueType)
            il.Emit(OpCodes.Unbox, owner);
    }

    private static OpCode Conversion(Form form) => form switch
    {
        Form.SByte => OpCodes.Conv_I1,
        Form.Byte or Form.Boolean => OpCodes.Conv_U1,
        Form.Int16 => OpCodes.Conv_I2,
        Form.UInt16 or Form.Char => OpCodes.Conv_U2,
        Form.Int32 or Form.UInt32 => OpCodes.Conv_I4,
        Form.IntPtr or Form.UIntPtr => OpCodes.Conv_I,
        Form.Single => OpCodes.Conv_R4,
        Form.Double => OpCodes.Conv_R8,
        _ => OpCodes.Conv_I8,
    };
}
