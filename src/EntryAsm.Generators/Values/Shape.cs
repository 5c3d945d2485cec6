// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Serialization;

namespace EntryAsm.Generators.Values;

/// <summary>How values of a type are kept.</summary>
internal enum Form : byte
{
    Void,
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    IntPtr,
    UIntPtr,
    Single,
    Double,
    Boolean,
    Char,
    Object,
    Struct,
    Nullable,
    /// <summary>A span.</summary>
    Span,
    /// <summary>What a text is interpolated into.</summary>
    TextHandler,
    /// <summary>Another struct that cannot be boxed, of the author or the compiler: its fields as values.</summary>
    Fields,
    /// <summary>An inline array.</summary>
    InlineArray,
    /// <summary>A managed pointer.</summary>
    Place,
    Pointer,
    /// <summary>A struct of .NET that cannot be boxed and is not known.</summary>
    Unknown,
}

/// <summary>A type as the evaluation sees it: how its values are kept, boxed, unboxed and copied.</summary>
internal sealed class Shape
{
    private static readonly ConditionalWeakTable<Type, Shape> Known = new();
    private static readonly Func<Type, bool> IsByRefLike = typeof(Type).GetProperty("IsByRefLike")?.GetMethod is { } getter
        ? (Func<Type, bool>)getter.CreateDelegate(typeof(Func<Type, bool>)) : static _ => false;

    private Shape(Type type)
    {
        Type = type;
        Form = FormOf(type);
        Stack = StackOf(Form);
        IsCopied = Form is Form.Struct && !IsFixed(type) || Form is Form.Fields or Form.InlineArray || (Form is Form.Nullable && Of(type.GetGenericArguments()[0]).IsCopied);
        IsEnum = type.IsEnum;
        Size = Stack == StackKind.Struct ? ValueSize.Of(type) : 0;
        if (Form == Form.Fields)
            FieldIndex = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(static (field, index) => (field, index))
                .ToDictionary(static pair => pair.field.MetadataToken, static pair => pair.index);
        if (Form == Form.InlineArray)
            Length = (int)type.GetCustomAttributesData().First(static data => data.AttributeType.Name == "InlineArrayAttribute").ConstructorArguments[0].Value!;
    }

    public Type Type { get; }

    public Form Form { get; }

    public StackKind Stack { get; }

    public bool IsEnum { get; }

    /// <summary>True for structs that may change in place, so that reading one makes a copy.</summary>
    public bool IsCopied { get; }

    /// <summary>The bytes of a struct.</summary>
    public int Size { get; }

    /// <summary>Where each field of a <see cref="Form.Fields"/> stands, by its token.</summary>
    public IReadOnlyDictionary<int, int>? FieldIndex { get; }

    /// <summary>What a span is of.</summary>
    public Type? Element => Form == Form.Span ? Type.GetGenericArguments()[0] : null;

    /// <summary>Elements of an inline array.</summary>
    public int Length { get; }

    public static Shape Of(Type type) => Known.GetValue(type, static type => new Shape(type));

    /// <summary>The value of <c>default(T)</c>.</summary>
    public Value Default() => Form switch
    {
        Form.Struct => Value.Of(FormatterServices.GetUninitializedObject(Type)),
        Form.Fields => Value.Of(new FieldsValue(this)),
        Form.InlineArray => Value.Of(Array.CreateInstance(Type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)[0].FieldType, Length)),
        Form.Span => Value.Of(SpanValue.Empty(Type.GetGenericArguments()[0])),
        _ => default,
    };

    /// <summary>A copy that its reader may keep.</summary>
    public object? Copy(object? box) => box switch
    {
        null => null,
        FieldsValue fields => fields.Copy(),
        Array array when Form == Form.InlineArray => array.Clone(),
        _ => RuntimeHelpers.GetObjectValue(box),
    };

    /// <summary>The value as .NET takes an argument of the type, boxed.</summary>
    public object? ToObject(Value value)
    {
        if (IsEnum)
            return Enum.ToObject(Type, Form is Form.UInt64 or Form.UIntPtr ? (object)(ulong)value.I : value.I);
        return Form switch
        {
            Form.SByte => (sbyte)value.I,
            Form.Byte => (byte)value.I,
            Form.Int16 => (short)value.I,
            Form.UInt16 => (ushort)value.I,
            Form.Int32 => (int)value.I,
            Form.UInt32 => (uint)value.I,
            Form.Int64 => value.I,
            Form.UInt64 => (ulong)value.I,
            Form.IntPtr => (IntPtr)value.I,
            Form.UIntPtr => (UIntPtr)(ulong)value.I,
            Form.Single => (float)value.D,
            Form.Double => value.D,
            Form.Boolean => value.I != 0,
            Form.Char => (char)value.I,
            _ => value.O,
        };
    }

    /// <summary>The value of something boxed; enums are kept as numbers.</summary>
    public Value FromObject(object? box)
    {
        if (Form >= Form.Object || box is null)
            return Value.Of(box);
        return Form switch
        {
            Form.SByte => Value.Of((long)(sbyte)box),
            Form.Byte => Value.Of((long)(byte)box),
            Form.Int16 => Value.Of((long)(short)box),
            Form.UInt16 => Value.Of((long)(ushort)box),
            Form.Int32 => Value.Of((long)(int)box),
            Form.UInt32 => Value.Of((long)(int)(uint)box),
            Form.Int64 => Value.Of((long)box),
            Form.UInt64 => Value.Of((long)(ulong)box),
            Form.IntPtr => Value.Of((long)(IntPtr)box),
            Form.UIntPtr => Value.Of((long)(ulong)(UIntPtr)box),
            Form.Single => Value.Of((double)(float)box),
            Form.Double => Value.Of((double)box),
            Form.Boolean => Value.Of((bool)box),
            Form.Char => Value.Of((long)(char)box),
            _ => default,
        };
    }

    /// <summary>A number as a variable of the type keeps it.</summary>
    public Value Fit(Value value)
    {
        switch (Form)
        {
            case Form.SByte: value.I = (sbyte)value.I; break;
            case Form.Byte: value.I = (byte)value.I; break;
            case Form.Boolean: value.I = (byte)value.I; break;
            case Form.Int16: value.I = (short)value.I; break;
            case Form.UInt16 or Form.Char: value.I = (ushort)value.I; break;
            case Form.Int32 or Form.UInt32: value.I = (int)value.I; break;
            case Form.Single: value.I = BitConverter.DoubleToInt64Bits((float)value.D); break;
        }

        return value;
    }

    private static StackKind StackOf(Form form) => form switch
    {
        Form.Void => StackKind.Void,
        Form.SByte or Form.Byte or Form.Int16 or Form.UInt16 or Form.Int32 or Form.UInt32 or Form.Boolean or Form.Char => StackKind.Int32,
        Form.Int64 or Form.UInt64 => StackKind.Int64,
        Form.IntPtr or Form.UIntPtr or Form.Pointer => StackKind.Native,
        Form.Single => StackKind.Single,
        Form.Double => StackKind.Double,
        Form.Object => StackKind.Object,
        Form.Place => StackKind.Place,
        _ => StackKind.Struct,
    };

    private static Form FormOf(Type type)
    {
        if (type == typeof(void))
            return Form.Void;
        if (type.IsByRef)
            return Form.Place;
        if (type.IsPointer)
            return Form.Pointer;
        if (!type.IsValueType)
            return Form.Object;
        if (type.IsEnum)
            return FormOf(Enum.GetUnderlyingType(type));
        if (type == typeof(IntPtr))
            return Form.IntPtr;
        if (type == typeof(UIntPtr))
            return Form.UIntPtr;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.SByte => Form.SByte,
            TypeCode.Byte => Form.Byte,
            TypeCode.Int16 => Form.Int16,
            TypeCode.UInt16 => Form.UInt16,
            TypeCode.Int32 => Form.Int32,
            TypeCode.UInt32 => Form.UInt32,
            TypeCode.Int64 => Form.Int64,
            TypeCode.UInt64 => Form.UInt64,
            TypeCode.Single => Form.Single,
            TypeCode.Double => Form.Double,
            TypeCode.Boolean => Form.Boolean,
            TypeCode.Char => Form.Char,
            _ => StructForm(type),
        };
    }

    private static Form StructForm(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Nullable<>))
            return Form.Nullable;
        if (type.GetCustomAttributesData().Any(static data => data.AttributeType.Name == "InlineArrayAttribute"))
            return Form.InlineArray;
        if (type.FullName is "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler" || (type.Name == "AppendInterpolatedStringHandler" && type.Namespace == "System.Text"))
            return Form.TextHandler;
        if (!IsByRefLike(type))
            return Form.Struct;
        if (type.Namespace == "System" && type.Name is "Span`1" or "ReadOnlySpan`1" && !type.IsNested)
            return Form.Span;
        return type.Assembly == typeof(object).Assembly ? Form.Unknown : Form.Fields;
    }

    private static bool IsFixed(Type type) => type == typeof(decimal) || ((type.Assembly == typeof(object).Assembly || type.Assembly == typeof(EntryAssembler).Assembly) && type.GetCustomAttributesData().Any(static data => data.AttributeType.Name == "IsReadOnlyAttribute"));
}

/// <summary>A struct that cannot be boxed, as its fields.</summary>
internal sealed class FieldsValue
{
    public FieldsValue(Shape shape)
    {
        Shape = shape;
        Fields = [.. shape.Type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(static field => Shape.Of(field.FieldType).Default())];
    }

    private FieldsValue(Shape shape, Value[] fields)
    {
        Shape = shape;
        Fields = fields;
    }

    public Shape Shape { get; }

    public Value[] Fields { get; }

    public FieldsValue Copy()
    {
        var fields = (Value[])Fields.Clone();
        var declared = Shape.Type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        for (var index = 0; index < fields.Length; index++)
        {
            if (Values.Shape.Of(declared[index].FieldType) is { IsCopied: true } shape)
                fields[index].O = shape.Copy(fields[index].O);
        }

        return new FieldsValue(Shape, fields);
    }
}
