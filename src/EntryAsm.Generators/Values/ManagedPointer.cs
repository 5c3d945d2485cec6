// SPDX-License-Identifier: MIT
using System.Reflection;

namespace EntryAsm.Generators.Values;

/// <summary>A place that a managed pointer points to.</summary>
internal abstract class ManagedPointer
{
    /// <summary>What is there. A struct may be the one that is there, not a copy.</summary>
    public abstract Value Load();

    /// <summary>Puts a value there, which is its own from now on.</summary>
    public abstract void Store(Value value);

    /// <summary>Changes one field of the struct that is there.</summary>
    public virtual void StoreField(Member field, Value value)
    {
        var box = Load().O!;
        field.Set(box, value);
        Store(Value.Of(box));
    }
}

/// <summary>A variable, an argument, a static field: one value of an array of values.</summary>
internal sealed class Slot(Value[] values, int index) : ManagedPointer
{
    public override Value Load() => values[index];

    public override void Store(Value value) => values[index] = value;

    public override void StoreField(Member field, Value value) => field.Set(values[index].O!, value);
}

/// <summary>A field of an object.</summary>
internal sealed class ObjectField(object owner, Member field) : ManagedPointer
{
    public override Value Load() => field.Get(owner);

    public override void Store(Value value) => field.Set(owner, value);
}

/// <summary>A field of a struct that is in another place.</summary>
internal sealed class StructField(ManagedPointer outer, Member field) : ManagedPointer
{
    public override Value Load() => field.Get(outer.Load().O!);

    public override void Store(Value value) => outer.StoreField(field, value);
}

/// <summary>An element of an array.</summary>
internal sealed class Element(Array array, long index, Shape shape) : ManagedPointer
{
    public Array Array => array;

    public long Index => index;

    public override Value Load() => Elements.Get(array, index, shape);

    public override void Store(Value value) => Elements.Set(array, index, shape, value);
}

/// <summary>An element of an array of more dimensions.</summary>
internal sealed class GridElement(Array array, int[] indices, Shape shape) : ManagedPointer
{
    public override Value Load() => shape.FromObject(array.GetValue(indices));

    public override void Store(Value value) => array.SetValue(shape.ToObject(value), indices);
}

/// <summary>The inside of a boxed struct.</summary>
internal sealed class BoxInside(object box, Shape shape) : ManagedPointer
{
    public override Value Load() => shape.FromObject(box);

    public override void Store(Value value)
    {
        if (shape.Form != Form.Struct)
            throw new EvaluationStop(Descriptors.OutsideSubset, "A change inside a boxed value", "keep it in a variable");
        foreach (var field in shape.Type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            field.SetValue(box, field.GetValue(value.O));
    }

    public override void StoreField(Member field, Value value) => field.Set(box, value);
}

/// <summary>Bytes of a static field that the compiler wrote, or of the stack: what a span is made from.</summary>
internal sealed class Memory(byte[] bytes, int offset) : ManagedPointer
{
    public byte[] Bytes => bytes;

    public int Offset => offset;

    /// <summary>The array a span over the stack was made of, so that both see the same.</summary>
    public SpanValue? Span { get; set; }

    public Memory Add(long distance) => new(bytes, checked((int)(offset + distance)));

    public override Value Load() => throw new EvaluationStop(Descriptors.OutsideSubset, "A pointer", "use an array or a span");

    public override void Store(Value value) => throw new EvaluationStop(Descriptors.OutsideSubset, "A pointer", "use an array or a span");
}
