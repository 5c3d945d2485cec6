// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Import.Tree;

/// <summary>Expressions as a person writes them, for messages and comments.</summary>
internal static class SourceOf
{
    private static readonly Dictionary<BinaryOperator, string> Operators = new()
    {
        [BinaryOperator.Add] = "+", [BinaryOperator.Subtract] = "-", [BinaryOperator.Multiply] = "*", [BinaryOperator.Divide] = "/", [BinaryOperator.Remainder] = "%",
        [BinaryOperator.ShiftLeft] = "<<", [BinaryOperator.ShiftRight] = ">>", [BinaryOperator.And] = "&", [BinaryOperator.Or] = "|", [BinaryOperator.ExclusiveOr] = "^",
        [BinaryOperator.OrNot] = "!", [BinaryOperator.Equal] = "==", [BinaryOperator.NotEqual] = "!=", [BinaryOperator.Less] = "<", [BinaryOperator.LessOrEqual] = "<=",
        [BinaryOperator.Greater] = ">", [BinaryOperator.GreaterOrEqual] = ">=", [BinaryOperator.LogicalAnd] = "&&", [BinaryOperator.LogicalOr] = "||",
    };

    public static string Expression(Expression expression) => Text(expression, isInner: false);

    private static string Text(Expression expression, bool isInner) => expression switch
    {
        NumberExpression { Style: NumberStyle.Hexadecimal } number => "0x" + number.Value.ToString("x", CultureInfo.InvariantCulture),
        NumberExpression number => number.Value.ToString(CultureInfo.InvariantCulture),
        SymbolExpression named => named.Name,
        ReferenceExpression reference => Text(reference.Symbol, isInner: true) + "@" + reference.Kind,
        NumericLabelExpression label => label.Number.ToString(CultureInfo.InvariantCulture) + (label.IsForward ? "f" : "b"),
        HereExpression => "$",
        VariableExpression variable => variable.Name,
        UnaryExpression unary => (unary.Operator switch { UnaryOperator.Negate => "-", UnaryOperator.Complement => "~", _ => "!" }) + Text(unary.Operand, isInner: true),
        BinaryExpression binary when isInner => "(" + Text(binary, isInner: false) + ")",
        BinaryExpression binary => Text(binary.Left, binary.Left is BinaryExpression { Operator: var left } && !IsSum(left, binary.Operator)) + " " + Operators[binary.Operator] + " " + Text(binary.Right, isInner: true),
        _ => "?",
    };

    private static bool IsSum(BinaryOperator left, BinaryOperator outer) => left is BinaryOperator.Add or BinaryOperator.Subtract && outer is BinaryOperator.Add or BinaryOperator.Subtract;
}
