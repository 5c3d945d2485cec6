// SPDX-License-Identifier: MIT
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Running;

/// <summary>Arithmetic and comparison of the runtime's kinds of numbers.</summary>
internal static class Arithmetics
{
    public static long Binary(Arithmetic arithmetic, StackKind kind, long left, long right) => kind switch
    {
        StackKind.Int32 => Int32(arithmetic, (int)left, (int)right),
        StackKind.Single => Bits((float)Single(arithmetic, (float)BitConverter.Int64BitsToDouble(left), (float)BitConverter.Int64BitsToDouble(right))),
        StackKind.Double => BitConverter.DoubleToInt64Bits(Double(arithmetic, BitConverter.Int64BitsToDouble(left), BitConverter.Int64BitsToDouble(right))),
        _ => Int64(arithmetic, left, right),
    };

    public static long Unary(Operation operation, StackKind kind, long value) => (operation, kind) switch
    {
        (Operation.Not, StackKind.Int32) => ~(int)value,
        (Operation.Not, _) => ~value,
        (_, StackKind.Int32) => unchecked(-(int)value),
        (_, StackKind.Single or StackKind.Double) => BitConverter.DoubleToInt64Bits(-BitConverter.Int64BitsToDouble(value)),
        _ => unchecked(-value),
    };

    public static bool Compare(Comparison comparison, int left, int right) => comparison switch
    {
        Comparison.Equal => left == right,
        Comparison.NotEqual => left != right,
        Comparison.Less => left < right,
        Comparison.LessUnsigned => (uint)left < (uint)right,
        Comparison.LessOrEqual => left <= right,
        Comparison.LessOrEqualUnsigned => (uint)left <= (uint)right,
        Comparison.Greater => left > right,
        Comparison.GreaterUnsigned => (uint)left > (uint)right,
        Comparison.GreaterOrEqual => left >= right,
        _ => (uint)left >= (uint)right,
    };

    public static bool Compare(Comparison comparison, StackKind kind, Value left, Value right) => kind switch
    {
        StackKind.Int32 => Compare(comparison, (int)left.I, (int)right.I),
        StackKind.Single or StackKind.Double => Compare(comparison, left.D, right.D),
        StackKind.Object or StackKind.Place => ReferenceEquals(left.O, right.O) == comparison is Comparison.Equal or Comparison.LessOrEqualUnsigned or Comparison.GreaterOrEqualUnsigned,
        _ => Compare(comparison, left.I, right.I),
    };

    private static bool Compare(Comparison comparison, long left, long right) => comparison switch
    {
        Comparison.Equal => left == right,
        Comparison.NotEqual => left != right,
        Comparison.Less => left < right,
        Comparison.LessUnsigned => (ulong)left < (ulong)right,
        Comparison.LessOrEqual => left <= right,
        Comparison.LessOrEqualUnsigned => (ulong)left <= (ulong)right,
        Comparison.Greater => left > right,
        Comparison.GreaterUnsigned => (ulong)left > (ulong)right,
        Comparison.GreaterOrEqual => left >= right,
        _ => (ulong)left >= (ulong)right,
    };

    /// <summary>Not-a-number compares as nothing, except that the unordered comparisons hold; as a branch, so does "not equal".</summary>
    private static bool Compare(Comparison comparison, double left, double right) => comparison switch
    {
        Comparison.Equal => left == right,
        Comparison.NotEqual => left != right,
        Comparison.Less => left < right,
        Comparison.LessUnsigned => !(left >= right),
        Comparison.LessOrEqual => left <= right,
        Comparison.LessOrEqualUnsigned => !(left > right),
        Comparison.Greater => left > right,
        Comparison.GreaterUnsigned => !(left <= right),
        Comparison.GreaterOrEqual => left >= right,
        _ => !(left < right),
    };

    private static long Int32(Arithmetic arithmetic, int left, int right)
    {
        unchecked
        {
            switch (arithmetic)
            {
                case Arithmetic.Add: return left + right;
                case Arithmetic.Subtract: return left - right;
                case Arithmetic.Multiply: return left * right;
                case Arithmetic.Divide: return left / right;
                case Arithmetic.DivideUnsigned: return (int)((uint)left / (uint)right);
                case Arithmetic.Remainder: return left % right;
                case Arithmetic.RemainderUnsigned: return (int)((uint)left % (uint)right);
                case Arithmetic.And: return left & right;
                case Arithmetic.Or: return left | right;
                case Arithmetic.Xor: return left ^ right;
                case Arithmetic.ShiftLeft: return left << right;
                case Arithmetic.ShiftRight: return left >> right;
                case Arithmetic.ShiftRightUnsigned: return (int)((uint)left >> right);
                case Arithmetic.AddChecked: return checked(left + right);
                case Arithmetic.AddCheckedUnsigned: return (int)checked((uint)left + (uint)right);
                case Arithmetic.SubtractChecked: return checked(left - right);
                case Arithmetic.SubtractCheckedUnsigned: return (int)checked((uint)left - (uint)right);
                case Arithmetic.MultiplyChecked: return checked(left * right);
                default: return (int)checked((uint)left * (uint)right);
            }
        }
    }

    private static long Int64(Arithmetic arithmetic, long left, long right)
    {
        unchecked
        {
            switch (arithmetic)
            {
                case Arithmetic.Add: return left + right;
                case Arithmetic.Subtract: return left - right;
                case Arithmetic.Multiply: return left * right;
                case Arithmetic.Divide: return left / right;
                case Arithmetic.DivideUnsigned: return (long)((ulong)left / (ulong)right);
                case Arithmetic.Remainder: return left % right;
                case Arithmetic.RemainderUnsigned: return (long)((ulong)left % (ulong)right);
                case Arithmetic.And: return left & right;
                case Arithmetic.Or: return left | right;
                case Arithmetic.Xor: return left ^ right;
                case Arithmetic.ShiftLeft: return left << (int)right;
                case Arithmetic.ShiftRight: return left >> (int)right;
                case Arithmetic.ShiftRightUnsigned: return (long)((ulong)left >> (int)right);
                case Arithmetic.AddChecked: return checked(left + right);
                case Arithmetic.AddCheckedUnsigned: return (long)checked((ulong)left + (ulong)right);
                case Arithmetic.SubtractChecked: return checked(left - right);
                case Arithmetic.SubtractCheckedUnsigned: return (long)checked((ulong)left - (ulong)right);
                case Arithmetic.MultiplyChecked: return checked(left * right);
                default: return (long)checked((ulong)left * (ulong)right);
            }
        }
    }

    private static float Single(Arithmetic arithmetic, float left, float right) => arithmetic switch
    {
        Arithmetic.Add => left + right,
        Arithmetic.Subtract => left - right,
        Arithmetic.Multiply => left * right,
        Arithmetic.Divide => left / right,
        _ => left % right,
    };

    private static double Double(Arithmetic arithmetic, double left, double right) => arithmetic switch
    {
        Arithmetic.Add => left + right,
        Arithmetic.Subtract => left - right,
        Arithmetic.Multiply => left * right,
        Arithmetic.Divide => left / right,
        _ => left % right,
    };

    private static long Bits(float value) => BitConverter.DoubleToInt64Bits(value);
}
