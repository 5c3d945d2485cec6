// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>
/// The count that pads a stretch of code to the length of another one, or of the longer of two, in the arithmetic that GNU as leaves its authors:
/// <c>-((long - own) &gt; 0) * (long - own)</c>, where a comparison that holds is -1.
/// </summary>
/// <param name="Start">Where the stretch starts.</param>
/// <param name="End">Where it ends: here.</param>
/// <param name="Lengths">The other lengths: one or two.</param>
internal sealed record PaddedLength(Expression Start, Expression End, Expression[] Lengths)
{
    public static PaddedLength? Find(Expression count) =>
        count is BinaryExpression { Operator: BinaryOperator.Multiply, Left: UnaryExpression { Operator: UnaryOperator.Negate, Operand: BinaryExpression { Operator: BinaryOperator.Greater, Right: NumberExpression { Value: 0 } } test }, Right: var missing }
        && test.Left == missing
        && missing is BinaryExpression { Operator: BinaryOperator.Subtract, Left: var length, Right: BinaryExpression { Operator: BinaryOperator.Subtract } own }
        && LengthsOf(length) is { } lengths
            ? new PaddedLength(own.Right, own.Left, lengths) : null;

    private static Expression[]? LengthsOf(Expression length) =>
        length is BinaryExpression { Operator: BinaryOperator.Subtract } ? [length] : LongerOf(length);

    /// <summary><c>a ^ ((a ^ b) &amp; -(-(a &lt; b)))</c>.</summary>
    private static Expression[]? LongerOf(Expression length) =>
        length is BinaryExpression { Operator: BinaryOperator.ExclusiveOr, Left: var a, Right: BinaryExpression { Operator: BinaryOperator.And } masked }
        && masked.Left is BinaryExpression { Operator: BinaryOperator.ExclusiveOr, Left: var again, Right: var b }
        && masked.Right is UnaryExpression { Operator: UnaryOperator.Negate, Operand: UnaryExpression { Operator: UnaryOperator.Negate, Operand: BinaryExpression { Operator: BinaryOperator.Less } less } }
        && a == again && less.Left == a && less.Right == b
        && a is BinaryExpression { Operator: BinaryOperator.Subtract } && b is BinaryExpression { Operator: BinaryOperator.Subtract } ? [a, b] : null;
}
