// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Values;

/// <summary>
/// A <c>Span&lt;T&gt;</c> or <c>ReadOnlySpan&lt;T&gt;</c>, which cannot be boxed: a stretch of an array or of a text, or the one place it was made from.
/// </summary>
internal sealed class SpanValue
{
    private readonly Array? array;
    private readonly string? text;
    private readonly ManagedPointer? single;
    private readonly int offset;

    private SpanValue(Shape element, Array? array, string? text, ManagedPointer? single, int offset, int length)
    {
        Element = element;
        this.array = array;
        this.text = text;
        this.single = single;
        this.offset = offset;
        Length = length;
    }

    public Shape Element { get; }

    public int Length { get; }

    /// <summary>True for a stretch of a text, which nothing changes.</summary>
    public bool IsText => text is not null || Length == 0;

    public static SpanValue Empty(Type element) => new(Shape.Of(element), null, null, null, 0, 0);

    public static SpanValue Of(Type element, Array? array, int offset, int length)
    {
        if (array is null && (offset != 0 || length != 0))
            throw new ArgumentOutOfRangeException();
        return array is null ? Empty(element) : new SpanValue(Shape.Of(element), array, null, null, Checked(offset, length, array.Length), length);
    }

    public static SpanValue Of(string? text, int offset, int length) => text is null ? Empty(typeof(char))
        : new SpanValue(Shape.Of(typeof(char)), null, text, null, Checked(offset, length, text.Length), length);

    public static SpanValue Of(Type element, ManagedPointer single) => single is Element place ? Of(element, place.Array, (int)place.Index, 1) : new(Shape.Of(element), null, null, single, 0, 1);

    public SpanValue Slice(int start, int length)
    {
        Checked(start, length, Length);
        return length == 0 ? Empty(Element.Type) : new SpanValue(Element, array, text, single, offset + start, length);
    }

    /// <summary>The same elements, as a type they derive from.</summary>
    public SpanValue As(Type element) => new(Shape.Of(element), array, text, single, offset, Length);

    public ManagedPointer this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Length)
                throw new IndexOutOfRangeException();
            if (single is not null)
                return single;
            return array is null ? new Slot([Value.Of((long)text![offset + index])], 0) : new Element(array, offset + index, Element);
        }
    }

    public Value Get(int index)
    {
        if ((uint)index >= (uint)Length)
            throw new IndexOutOfRangeException();
        if (array is not null)
            return Elements.Get(array, offset + index, Element);
        return single?.Load() ?? Value.Of((long)text![offset + index]);
    }

    /// <summary>The array, offset and length that a real span is made of. What is of one place is copied, and written back by <see cref="WriteBack"/>.</summary>
    public (Array Array, int Offset) Real()
    {
        if (array is not null)
            return (array, offset);
        var copy = Array.CreateInstance(Element.Type, Length);
        for (var index = 0; index < Length; index++)
            Elements.Set(copy, index, Element, Get(index));
        return (copy, 0);
    }

    public void WriteBack(Array from)
    {
        if (single is not null)
            single.Store(Elements.Get(from, 0, Element));
    }

    /// <summary>True when both look at the same elements.</summary>
    public bool IsSame(SpanValue other) => Length == other.Length && ReferenceEquals(array, other.array) && ReferenceEquals(text, other.text) && ReferenceEquals(single, other.single) && offset == other.offset;

    public Array ToArray()
    {
        var copy = Array.CreateInstance(Element.Type, Length);
        if (array is not null)
        {
            Array.Copy(array, offset, copy, 0, Length);
            return copy;
        }

        for (var index = 0; index < Length; index++)
            Elements.Set(copy, index, Element, Get(index));
        return copy;
    }

    public override string ToString()
    {
        if (text is not null)
            return text.Substring(offset, Length);
        return Element.Type == typeof(char) ? new string((char[])ToArray()) : "";
    }

    private static int Checked(int start, int length, int whole)
    {
        if ((uint)start > (uint)whole || (uint)length > (uint)(whole - start))
            throw new ArgumentOutOfRangeException();
        return start;
    }
}
