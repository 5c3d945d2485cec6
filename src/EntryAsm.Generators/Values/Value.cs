// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Values;

/// <summary>
/// One value on the stack, in a variable or in a place: a number in <see cref="I"/> (floating-point ones as the bits of a double), an object, a boxed struct or a
/// <see cref="ManagedPointer"/> in <see cref="O"/>. A boxed struct belongs to who holds it.
/// </summary>
internal struct Value
{
    public object? O;
    public long I;

    public static Value Of(object? reference) => new() { O = reference };

    public static Value Of(long number) => new() { I = number };

    public static Value Of(bool truth) => new() { I = truth ? 1 : 0 };

    public static Value Of(double number) => new() { I = BitConverter.DoubleToInt64Bits(number) };

    public readonly double D => BitConverter.Int64BitsToDouble(I);
}

/// <summary>What the instructions tell apart.</summary>
internal enum StackKind : byte
{
    Void,
    Int32,
    Int64,
    Native,
    Single,
    Double,
    Object,
    /// <summary>A managed pointer.</summary>
    Place,
    /// <summary>A boxed struct, a nullable as the runtime boxes it, or one of the evaluation's own values for what cannot be boxed.</summary>
    Struct,
}
