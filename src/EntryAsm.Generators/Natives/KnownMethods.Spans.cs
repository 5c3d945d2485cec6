// SPDX-License-Identifier: MIT
using System.Reflection;
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Natives;

/// <summary>Spans, inline arrays, nullables.</summary>
internal static partial class KnownMethods
{
    private static SpanValue Span(Value value) => (SpanValue)(value.O is ManagedPointer place ? place.Load().O! : value.O!);

    private static Func<Budget, Value[], int, Value>? OfSpan(Callee site, string name)
    {
        var element = site.Owner.Element!;
        var isReadOnly = site.Owner.Type.Name == "ReadOnlySpan`1";
        return name switch
        {
            ".ctor" => NewSpan(site, element, isReadOnly),
            "get_Length" => static (_, values, at) => Value.Of((long)Span(values[at]).Length),
            "get_IsEmpty" => static (_, values, at) => Value.Of(Span(values[at]).Length == 0),
            "get_Empty" => (_, _, _) => Value.Of(SpanValue.Empty(element)),
            "get_Item" => static (budget, values, at) => Guarded(budget, () => Value.Of(Span(values[at])[(int)values[at + 1].I])),
            "Slice" when site.Parameters.Length == 1 => static (budget, values, at) => Guarded(budget, () => Value.Of(Span(values[at]).Slice((int)values[at + 1].I, Span(values[at]).Length - (int)values[at + 1].I))),
            "Slice" => static (budget, values, at) => Guarded(budget, () => Value.Of(Span(values[at]).Slice((int)values[at + 1].I, (int)values[at + 2].I))),
            "ToArray" => static (budget, values, at) =>
            {
                budget.Memory(24 + (8L * Span(values[at]).Length));
                return Value.Of(Span(values[at]).ToArray());
            },
            "ToString" => (budget, values, at) => Value.Of(element == typeof(char) ? Span(values[at]).ToString() : throw budget.Stop(new EvaluationStop(Descriptors.ForbiddenCall, "Span.ToString"))),
            "Fill" => static (budget, values, at) => Each(budget, Span(values[at]), (_, _) => values[at + 1]),
            "Clear" => (budget, values, at) => Each(budget, Span(values[at]), (_, _) => Shape.Of(element).Default()),
            "CopyTo" => static (budget, values, at) => CopyTo(budget, Span(values[at]), Span(values[at + 1])),
            "op_Implicit" when site.Parameters[0].Form == Form.Span => static (_, values, at) => values[at],
            "op_Implicit" when site.Parameters[0].Type.IsArray => (_, values, at) => Value.Of(SpanValue.Of(element, (Array?)values[at].O, 0, ((Array?)values[at].O)?.Length ?? 0)),
            "CastUp" => (_, values, at) => Value.Of(Span(values[at]).As(element)),
            "op_Equality" => static (_, values, at) => Value.Of(Span(values[at]).IsSame(Span(values[at + 1]))),
            "op_Inequality" => static (_, values, at) => Value.Of(!Span(values[at]).IsSame(Span(values[at + 1]))),
            _ => null,
        };
    }

    private static Value Guarded(Budget budget, Func<Value> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (budget.Note(exception))
        {
            throw;
        }
    }

    private static Value Each(Budget budget, SpanValue span, Func<int, Value, Value> change)
    {
        budget.Work(10L * span.Length);
        for (var index = 0; index < span.Length; index++)
            span[index].Store(change(index, default));
        return default;
    }

    private static Value CopyTo(Budget budget, SpanValue from, SpanValue to)
    {
        if (from.Length > to.Length)
            throw Thrown(budget, new ArgumentException("Destination is too short.", "destination"));
        budget.Work(10L * from.Length);
        var copy = from.ToArray();
        for (var index = 0; index < from.Length; index++)
            to[index].Store(Elements.Get(copy, index, from.Element));
        return default;
    }

    /// <summary>Spans are made by the constructor, or put into a variable by it.</summary>
    private static Func<Budget, Value[], int, Value>? NewSpan(Callee site, Type element, bool isReadOnly)
    {
        var parameters = site.Parameters;
        Func<Value[], int, SpanValue>? make = parameters switch
        {
            [{ Type.IsArray: true }] => (values, at) => OfArray(element, isReadOnly, values[at].O, 0, ((Array?)values[at].O)?.Length ?? 0),
            [{ Type.IsArray: true }, _, _] => (values, at) => OfArray(element, isReadOnly, values[at].O, (int)values[at + 1].I, (int)values[at + 2].I),
            [{ Form: Form.Pointer }, _] => (values, at) => OfMemory(element, values[at].O as Memory, (int)values[at + 1].I),
            [{ Form: Form.Place }] => (values, at) => SpanValue.Of(element, (ManagedPointer)values[at].O!),
            _ => null,
        };
        return make is null ? null : (budget, values, at) =>
        {
            if (values[at].O is ManagedPointer place)
                return Guarded(budget, () =>
                {
                    place.Store(Value.Of(make(values, at + 1)));
                    return default;
                });
            return Guarded(budget, () => Value.Of(make(values, at + 1)));
        };
    }

    private static SpanValue OfArray(Type element, bool isReadOnly, object? array, int offset, int length)
    {
        if (!isReadOnly && array is not null && !element.IsValueType && array.GetType().GetElementType() != element)
            throw new ArrayTypeMismatchException();
        return SpanValue.Of(element, (Array?)array, offset, length);
    }

    private static SpanValue OfMemory(Type element, Memory? memory, int length)
    {
        if (memory is null)
            return SpanValue.Empty(element);
        if (memory.Span is { } known && known.Length == length && memory.Offset == 0)
            return known;
        var array = Array.CreateInstance(element, length);
        System.Buffer.BlockCopy(memory.Bytes, memory.Offset, array, 0, Math.Min(System.Buffer.ByteLength(array), memory.Bytes.Length - memory.Offset));
        return SpanValue.Of(element, array, 0, length);
    }

    private static Func<Budget, Value[], int, Value>? OfMemory(Callee site, string name)
    {
        if (name != "AsSpan")
            return null;
        var element = site.Result.Element!;
        return site.Parameters switch
        {
            [{ Type: var type }] when type == typeof(string) => static (_, values, at) => Value.Of(SpanValue.Of((string?)values[at].O, 0, ((string?)values[at].O)?.Length ?? 0)),
            [{ Type: var type }, { Form: Form.Int32 }] when type == typeof(string) => static (budget, values, at) => Guarded(budget, () => Value.Of(SpanValue.Of((string?)values[at].O, (int)values[at + 1].I, (((string?)values[at].O)?.Length ?? 0) - (int)values[at + 1].I))),
            [{ Type: var type }, { Form: Form.Int32 }, _] when type == typeof(string) => static (budget, values, at) => Guarded(budget, () => Value.Of(SpanValue.Of((string?)values[at].O, (int)values[at + 1].I, (int)values[at + 2].I))),
            [{ Type.IsArray: true }] => (_, values, at) => Value.Of(SpanValue.Of(element, (Array?)values[at].O, 0, ((Array?)values[at].O)?.Length ?? 0)),
            [{ Type.IsArray: true }, { Form: Form.Int32 }] => (budget, values, at) => Guarded(budget, () => Value.Of(SpanValue.Of(element, (Array?)values[at].O, (int)values[at + 1].I, (((Array?)values[at].O)?.Length ?? 0) - (int)values[at + 1].I))),
            [{ Type.IsArray: true }, { Form: Form.Int32 }, _] => (budget, values, at) => Guarded(budget, () => Value.Of(SpanValue.Of(element, (Array?)values[at].O, (int)values[at + 1].I, (int)values[at + 2].I))),
            _ => null,
        };
    }

    private static Func<Budget, Value[], int, Value>? OfInlineArray(Callee site, string name)
    {
        var arguments = ((MethodInfo)site.Method).GetGenericArguments();
        var element = Shape.Of(arguments[arguments.Length - 1]);
        return name switch
        {
            "InlineArrayElementRef" or "InlineArrayElementRefReadOnly" => (budget, values, at) => Guarded(budget, () => Value.Of(new Element(Buffer(values[at]), values[at + 1].I, element))),
            "InlineArrayFirstElementRef" or "InlineArrayFirstElementRefReadOnly" => (_, values, at) => Value.Of(new Element(Buffer(values[at]), 0, element)),
            "InlineArrayAsSpan" or "InlineArrayAsReadOnlySpan" => (_, values, at) => Value.Of(SpanValue.Of(element.Type, Buffer(values[at]), 0, (int)values[at + 1].I)),
            _ => null,
        };
    }

    private static Array Buffer(Value place) => (Array)((ManagedPointer)place.O!).Load().O!;

    private static Func<Budget, Value[], int, Value> OfNullable(Callee site, string name)
    {
        var shape = Shape.Of(site.Owner.Type.GetGenericArguments()[0]);
        static object? Of(Value value) => value.O is ManagedPointer place ? place.Load().O : value.O;
        return name switch
        {
            ".ctor" => (_, values, at) =>
            {
                var made = Value.Of(shape.ToObject(values[at + 1]));
                (values[at].O as ManagedPointer)?.Store(made);
                return made;
            },
            "op_Implicit" => (_, values, at) => Value.Of(shape.ToObject(values[at])),
            "get_HasValue" => static (_, values, at) => Value.Of(Of(values[at]) is not null),
            "get_Value" or "op_Explicit" => (budget, values, at) => Of(values[at]) is { } box ? Copied(shape, box) : throw Thrown(budget, NoValue()),
            "GetValueOrDefault" when site.Parameters.Length == 0 => (_, values, at) => Of(values[at]) is { } box ? Copied(shape, box) : shape.Default(),
            "GetValueOrDefault" => (_, values, at) => Of(values[at]) is { } box ? Copied(shape, box) : values[at + 1],
            "ToString" => (budget, values, at) => Value.Of(Counted(budget, site, Of(values[at]), [])?.ToString() ?? ""),
            "Equals" => (budget, values, at) => Guarded(budget, () => Value.Of(Of(values[at])?.Equals(values[at + 1].O) ?? values[at + 1].O is null)),
            "GetHashCode" => (budget, values, at) => budget.IsHashing || IsFixed(Of(values[at])) || Of(values[at]) is null ? Guarded(budget, () => Value.Of((long)(Of(values[at])?.GetHashCode() ?? 0)))
                : throw budget.Stop(new EvaluationStop(Descriptors.ForbiddenCall, "Nullable.GetHashCode")),
            _ => Refuse(site),
        };
    }

    private static object? Counted(Budget budget, Callee site, object? value, object?[] arguments)
    {
        budget.Work(50);
        return value is null ? null : Guarded(budget, () => Value.Of(value.ToString())).O;
    }

    private static Value Copied(Shape shape, object box) => shape.FromObject(shape.IsCopied ? shape.Copy(box) : box);

    private static Exception NoValue()
    {
        try
        {
            int? none = null;
            return new InvalidOperationException(none!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }
    }
}
