// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Tree;

/// <summary>What an expression comes to: 64-bit arithmetic, as both GNU as and NASM have it.</summary>
internal static class Arithmetic
{
    /// <summary>The number that an expression is, or null while it names a place.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="symbol">What a symbol stands for, or null.</param>
    public static long? Evaluate(Expression expression, Func<string, long?> symbol) => expression switch
    {
        NumberExpression number => number.Value,
        SymbolExpression named => symbol(named.Name),
        UnaryExpression unary => Evaluate(unary.Operand, symbol) is { } value ? Apply(unary.Operator, value) : null,
        BinaryExpression binary => Evaluate(binary, symbol),
        _ => null,
    };

    public static long Apply(UnaryOperator op, long value) => op switch
    {
        UnaryOperator.Negate => unchecked(-value),
        UnaryOperator.Complement => ~value,
        _ => value == 0 ? 1 : 0,
    };

    /// <summary>Null where the operation has no result.</summary>
    public static long? Apply(BinaryOperator op, long left, long right) => unchecked(op switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.Divide => right == 0 ? (long?)null : right == -1 ? -left : left / right,
        BinaryOperator.Remainder => right == 0 ? (long?)null : right == -1 ? 0 : left % right,
        BinaryOperator.ShiftLeft => right is < 0 or > 63 ? 0 : left << (int)right,
        BinaryOperator.ShiftRight => right is < 0 or > 63 ? 0 : (long)((ulong)left >> (int)right),
        BinaryOperator.And => left & right,
        BinaryOperator.Or => left | right,
        BinaryOperator.ExclusiveOr => left ^ right,
        BinaryOperator.OrNot => left | ~right,
        BinaryOperator.Equal => Truth(left == right),
        BinaryOperator.NotEqual => Truth(left != right),
        BinaryOperator.Less => Truth(left < right),
        BinaryOperator.LessOrEqual => Truth(left <= right),
        BinaryOperator.Greater => Truth(left > right),
        BinaryOperator.GreaterOrEqual => Truth(left >= right),
        BinaryOperator.LogicalAnd => left != 0 && right != 0 ? 1 : 0,
        _ => left != 0 || right != 0 ? 1 : 0,
    });

    private static long? Evaluate(BinaryExpression binary, Func<string, long?> symbol) =>
        Evaluate(binary.Left, symbol) is { } left && Evaluate(binary.Right, symbol) is { } right ? Apply(binary.Operator, left, right) : null;

    /// <summary>A comparison that holds is -1.</summary>
    private static long Truth(bool holds) => holds ? -1 : 0;
}
