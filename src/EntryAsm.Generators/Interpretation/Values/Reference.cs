// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Interpretation;

/// <summary>An assignable place: what <c>ref</c>, <c>out</c>, <c>+=</c> and <c>++</c> work on.</summary>
internal abstract class Reference
{
    public abstract object? Value { get; set; }
}

/// <summary>A local, parameter or field.</summary>
internal sealed class SlotReference(object?[] slots, int index) : Reference
{
    public override object? Value
    {
        get => slots[index];
        set => slots[index] = value;
    }
}

/// <summary>An array element.</summary>
internal sealed class ElementReference(Array array, int[] indices) : Reference
{
    public override object? Value
    {
        get => array.GetValue(indices);
        set => array.SetValue(value, indices);
    }
}

/// <summary>A place behind a getter and a setter: a property, an indexer, a native field.</summary>
internal sealed class AccessorReference(Func<object?> get, Action<object?> set) : Reference
{
    public override object? Value
    {
        get => get();
        set => set(value);
    }
}

/// <summary>A place nobody reads: <c>_</c>.</summary>
internal sealed class DiscardReference : Reference
{
    public override object? Value { get; set; }
}
