// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Kind = Microsoft.CodeAnalysis.Operations.BinaryOperatorKind;

namespace EntryAsm.Generators.Interpretation;

/// <summary>The predefined operators of C# on boxed operands of one type (C# specification, 12.10 to 12.14), a row each.</summary>
internal static class Operators
{
    /// <summary>The operator, or null where C# predefines none. The right operand of a shift is an <c>int</c>.</summary>
    public static Func<object, object, object>? Binary(Kind kind, SpecialType type, bool isChecked) => type switch
    {
        SpecialType.System_Int32 => isChecked ? CheckedInt32(kind) ?? Int32(kind) : Int32(kind),
        SpecialType.System_UInt32 => isChecked ? CheckedUInt32(kind) ?? UInt32(kind) : UInt32(kind),
        SpecialType.System_Int64 => isChecked ? CheckedInt64(kind) ?? Int64(kind) : Int64(kind),
        SpecialType.System_UInt64 => isChecked ? CheckedUInt64(kind) ?? UInt64(kind) : UInt64(kind),
        SpecialType.System_Single => Single(kind),
        SpecialType.System_Double => Double(kind),
        SpecialType.System_Decimal => Decimal(kind),
        SpecialType.System_Boolean => Boolean(kind),
        _ => null,
    };

    /// <summary>Unary <c>+ - ~ !</c>, or null.</summary>
    public static Func<object, object>? Unary(UnaryOperatorKind kind, SpecialType type, bool isChecked) => (kind, type) switch
    {
        (UnaryOperatorKind.Plus, _) => x => x,
        (UnaryOperatorKind.Minus, SpecialType.System_Int32) => isChecked ? x => checked(-(int)x) : x => unchecked(-(int)x),
        (UnaryOperatorKind.Minus, SpecialType.System_Int64) => isChecked ? x => checked(-(long)x) : x => unchecked(-(long)x),
        (UnaryOperatorKind.Minus, SpecialType.System_Single) => x => -(float)x,
        (UnaryOperatorKind.Minus, SpecialType.System_Double) => x => -(double)x,
        (UnaryOperatorKind.Minus, SpecialType.System_Decimal) => x => -(decimal)x,
        (UnaryOperatorKind.BitwiseNegation, SpecialType.System_Int32) => x => ~(int)x,
        (UnaryOperatorKind.BitwiseNegation, SpecialType.System_UInt32) => x => ~(uint)x,
        (UnaryOperatorKind.BitwiseNegation, SpecialType.System_Int64) => x => ~(long)x,
        (UnaryOperatorKind.BitwiseNegation, SpecialType.System_UInt64) => x => ~(ulong)x,
        (UnaryOperatorKind.Not, SpecialType.System_Boolean) => x => !(bool)x,
        _ => null,
    };

    private static Func<object, object, object>? Int32(Kind kind) => kind switch
    {
        Kind.Add => (x, y) => unchecked((int)x + (int)y),
        Kind.Subtract => (x, y) => unchecked((int)x - (int)y),
        Kind.Multiply => (x, y) => unchecked((int)x * (int)y),
        Kind.Divide => (x, y) => (int)x / (int)y,
        Kind.Remainder => (x, y) => (int)x % (int)y,
        Kind.LeftShift => (x, y) => (int)x << (int)y,
        Kind.RightShift => (x, y) => (int)x >> (int)y,
        Kind.UnsignedRightShift => (x, y) => (int)x >>> (int)y,
        Kind.And => (x, y) => (int)x & (int)y,
        Kind.Or => (x, y) => (int)x | (int)y,
        Kind.ExclusiveOr => (x, y) => (int)x ^ (int)y,
        Kind.Equals => (x, y) => (int)x == (int)y,
        Kind.NotEquals => (x, y) => (int)x != (int)y,
        Kind.LessThan => (x, y) => (int)x < (int)y,
        Kind.LessThanOrEqual => (x, y) => (int)x <= (int)y,
        Kind.GreaterThan => (x, y) => (int)x > (int)y,
        Kind.GreaterThanOrEqual => (x, y) => (int)x >= (int)y,
        _ => null,
    };

    private static Func<object, object, object>? CheckedInt32(Kind kind) => kind switch
    {
        Kind.Add => (x, y) => checked((int)x + (int)y),
        Kind.Subtract => (x, y) => checked((int)x - (int)y),
        Kind.Multiply => (x, y) => checked((int)x * (int)y),
        _ => null,
    };

    private static Func<object, object, object>? UInt32(Kind kind) => kind switch
    {
        Kind.Add => (x, y) => unchecked((uint)x + (uint)y),
        Kind.Subtract => (x, y) => unchecked((uint)x - (uint)y),
        Kind.Multiply => (x, y) => unchecked((uint)x * (uint)y),
        Kind.Divide => (x, y) => (uint)x / (uint)y,
        Kind.Remainder => (x, y) => (uint)x % (uint)y,
        Kind.LeftShift => (x, y) => (uint)x << (int)y,
        Kind.RightShift or Kind.UnsignedRightShift => (x, y) => (uint)x >> (int)y,
        Kind.And => (x, y) => (uint)x & (uint)y,
        Kind.Or => (x, y) => (uint)x | (uint)y,
        Kind.ExclusiveOr => (x, y) => (uint)x ^ (uint)y,
        Kind.Equals => (x, y) => (uint)x == (uint)y,
        Kind.NotEquals => (x, y) => (uint)x != (uint)y,
        Kind.LessThan => (x, y) => (uint)x < (uint)y,
        Kind.LessThanOrEqual => (x, y) => (uint)x <= (uint)y,
        Kind.GreaterThan => (x, y) => (uint)x > (uint)y,
        Kind.GreaterThanOrEqual => (x, y) => (uint)x >= (uint)y,
        _ => null,
    };

    private static Func<object, object, object>? CheckedUInt32(Kind kind) => kind switch
    {
        Kind.Add => (x, y) => checked((uint)x + (uint)y),
        Kind.Subtract => (x, y) => checked((uint)x - (uint)y),
        Kind.Multiply => (x, y) => checked((uint)x * (uint)y),
        _ => null,
    };

    private static Func<object, object, object>? Int64(Kind kind) => kind switch
    {
        Kind.Add => (x, y) => unchecked((long)x + (long)y),
        Kind.Subtract => (x, y) => unchecked((long)x - (long)y),
        Kind.Multiply => (x, y) => unchecked((long)x * (long)y),
        Kind.Divide => (x, y) => (long)x / (long)y,
        Kind.Remainder => (x, y) => (long)x % (long)y,
        Kind.LeftShift => (x, y) => (long)x << (int)y,
        Kind.RightShift => (x, y) => (long)x >> (int)y,
        Kind.UnsignedRightShift => (x, y) => (long)x >>> (int)y,
        Kind.And => (x, y) => (long)x & (long)y,
        Kind.Or => (x, y) => (long)x | (long)y,
        Kind.ExclusiveOr => (x, y) => (long)x ^ (long)y,
        Kind.Equals => (x, y) => (long)x == (long)y,
        Kind.NotEquals => (x, y) => (long)x != (long)y,
        Kind.LessThan => (x, y) => (long)x < (long)y,
        Kind.LessThanOrEqual => (x, y) => (long)x <= (long)y,
        Kind.GreaterThan => (x, y) => (long)x > (long)y,
        Kind.GreaterThanOrEqual => (x, y) => (long)x >= (long)y,
        _ => null,
    };

    private static Func<object, object, object>? CheckedInt64(Kind kind) => kind switch
    {
        Kind.Add => (x, y) => checked((long)x + (long)y),
        Kind.Subtract => (x, y) => checked((long)x - (long)y),
        Kind.Multiply => (x, y) => checked((long)x * (long)y),
        _ => null,
    };

    private static Func<object, object, object>? UInt64(Kind kind) => kind switch
    {
        Kind.Add => (x, y) => unchecked((ulong)x + (ulong)y),
        Kind.Subtract => (x, y) => unchecked((ulong)x - (ulong)y),
        Kind.Multiply => (x, y) => unchecked((ulong)x * (ulong)y),
        Kind.Divide => (x, y) => (ulong)x / (ulong)y,
        Kind.Remainder => (x, y) => (ulong)x % (ulong)y,
        Kind.LeftShift => (x, y) => (ulong)x << (int)y,
        Kind.RightShift or Kind.UnsignedRightShift => (x, y) => (ulong)x >> (int)y,
        Kind.And => (x, y) => (ulong)x & (ulong)y,
        Kind.Or => (x, y) => (ulong)x | (ulong)y,
        Kind.ExclusiveOr => (x, y) => (ulong)x ^ (ulong)y,
        Kind.Equals => (x, y) => (ulong)x == (ulong)y,
        Kind.NotEquals => (x, y) => (ulong)x != (ulong)y,
        Kind.LessThan => (x, y) => (ulong)x < (ulong)y,
        Kind.LessThanOrEqual => (x, y) => (ulong)x <= (ulong)y,
        Kind.GreaterThan => (x, y) => (ulong)x > (ulong)y,
        Kind.GreaterThanOrEqual => (x, y) => (ulong)x >= (ulong)y,
        _ => null,
    };

    private static Func<object, object, object>? CheckedUInt64(Kind kind) => kind switch
    {
        Kind.Add => (x, y) => checked((ulong)x + (ulong)y),
        Kind.Subtract => (x, y) => checked((ulong)x - (ulong)y),
        Kind.Multiply => (x, y) => checked((ulong)x * (ulong)y),
        _ => null,
    };

    private static Func<object, object, object>? Single(Kind kind) => kind switch
    {
        Kind.Add => (x, y) => (float)x + (float)y,
        Kind.Subtract => (x, y) => (float)x - (float)y,
        Kind.Multiply => (x, y) => (float)x * (float)y,
        Kind.Divide => (x, y) => (float)x / (float)y,
        Kind.Remainder => (x, y) => (float)x % (float)y,
        Kind.Equals => (x, y) => (float)x == (float)y,
        Kind.NotEquals => (x, y) => (float)x != (float)y,
        Kind.LessThan => (x, y) => (float)x < (float)y,
        Kind.LessThanOrEqual => (x, y) => (float)x <= (float)y,
        Kind.GreaterThan => (x, y) => (float)x > (float)y,
        Kind.GreaterThanOrEqual => (x, y) => (float)x >= (float)y,
        _ => null,
    };

    private static Func<object, object, object>? Double(Kind kind) => kind switch
    {
        Kind.Add => (x, y) => (double)x + (double)y,
        Kind.Subtract => (x, y) => (double)x - (double)y,
        Kind.Multiply => (x, y) => (double)x * (double)y,
        Kind.Divide => (x, y) => (double)x / (double)y,
        Kind.Remainder => (x, y) => (double)x % (double)y,
        Kind.Equals => (x, y) => (double)x == (double)y,
        Kind.NotEquals => (x, y) => (double)x != (double)y,
        Kind.LessThan => (x, y) => (double)x < (double)y,
        Kind.LessThanOrEqual => (x, y) => (double)x <= (double)y,
        Kind.GreaterThan => (x, y) => (double)x > (double)y,
        Kind.GreaterThanOrEqual => (x, y) => (double)x >= (double)y,
        _ => null,
    };

    private static Func<object, object, object>? Decimal(Kind kind) => kind switch
    {
        Kind.Add => (x, y) => (decimal)x + (decimal)y,
        Kind.Subtract => (x, y) => (decimal)x - (decimal)y,
        Kind.Multiply => (x, y) => (decimal)x * (decimal)y,
        Kind.Divide => (x, y) => (decimal)x / (decimal)y,
        Kind.Remainder => (x, y) => (decimal)x % (decimal)y,
        Kind.Equals => (x, y) => (decimal)x == (decimal)y,
        Kind.NotEquals => (x, y) => (decimal)x != (decimal)y,
        Kind.LessThan => (x, y) => (decimal)x < (decimal)y,
        Kind.LessThanOrEqual => (x, y) => (decimal)x <= (decimal)y,
        Kind.GreaterThan => (x, y) => (decimal)x > (decimal)y,
        Kind.GreaterThanOrEqual => (x, y) => (decimal)x >= (decimal)y,
        _ => null,
    };

    private static Func<object, object, object>? Boolean(Kind kind) => kind switch
    {
        Kind.And => (x, y) => (bool)x & (bool)y,
        Kind.Or => (x, y) => (bool)x | (bool)y,
        Kind.ExclusiveOr => (x, y) => (bool)x ^ (bool)y,
        Kind.Equals => (x, y) => (bool)x == (bool)y,
        Kind.NotEquals => (x, y) => (bool)x != (bool)y,
        _ => null,
    };
}
