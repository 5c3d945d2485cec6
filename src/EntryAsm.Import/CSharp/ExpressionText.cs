// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using EntryAsm.Import.Engine;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.CSharp;

/// <summary>Expressions and operands as C#.</summary>
/// <param name="names">Names of symbols.</param>
/// <param name="number">What a name stands for as a number at this place, or null.</param>
/// <param name="isLong">Whether a name's numbers do not all fit an int.</param>
internal sealed class ExpressionText(Names names, Func<string, long?> number, Func<string, bool> isLong)
{
    private const int Atom = 9;

    public string Of(Expression expression) => Write(expression).Text;

    public string Of(Operand operand) => operand switch
    {
        RegisterOperand register => register.Name + Decorations(register),
        ValueOperand { Decorations: [] } value => Of(value.Value),
        ValueOperand value => "((Op)(" + Of(value.Value) + "))" + Decorations(value),
        MemoryOperand memory => Memory(memory),
        _ => throw new InvalidOperationException("an operand of no kind"),
    };

    /// <summary>A number that must be one where the compiler reads it.</summary>
    public string Constant(Expression expression) => expression is NumberExpression or SymbolExpression ? Of(expression)
        : Arithmetic.Evaluate(expression, number) is { } value && !IsIntArithmetic(expression) ? Number(value, NumberStyle.Decimal) : Of(expression);

    public static string Number(long value, NumberStyle style)
    {
        if (style == NumberStyle.Character && value is >= 32 and < 127)
            return "'" + (value is '\'' or '\\' ? "\\" : "") + (char)value + "'";
        if (style is NumberStyle.Decimal or NumberStyle.Character)
            return value == long.MinValue ? "long.MinValue" : value.ToString(CultureInfo.InvariantCulture);
        return style == NumberStyle.Binary && value is >= 0 and <= 0xffff ? "0b" + value.ToString("b", CultureInfo.InvariantCulture) : "0x" + value.ToString("x", CultureInfo.InvariantCulture);
    }

    private static string Decorations(Operand operand) => string.Concat(operand.Decorations.Select(static decoration => "." + decoration));

    private string Memory(MemoryOperand memory)
    {
        var text = new StringBuilder(Widths.Name(memory.Size));
        if (memory.Segment is not null)
            text.Append('.').Append(memory.Segment);
        if (memory.Broadcast != 0)
            text.Append(".bcst").Append(memory.IsCounted ? memory.Broadcast.ToString(CultureInfo.InvariantCulture) : "");
        text.Append('[');
        var start = text.Length;
        if (memory.Base is not null)
            text.Append(memory.Base);
        if (memory.Index is not null)
        {
            text.Append(text.Length > start ? " + " : "").Append(memory.Index);
            if (memory.Scale > 1 || (memory.Scale == 1 && memory.Base is null))
                text.Append(" * ").Append(memory.Scale);
        }

        AppendDisplacement(text, memory.Displacement, isFirst: text.Length == start);
        return text.Append(']').Append(Decorations(memory)).ToString();
    }

    private void AppendDisplacement(StringBuilder text, Expression? displacement, bool isFirst)
    {
        if (displacement is null)
        {
            text.Append(isFirst ? "0" : "");
            return;
        }

        var (written, rank) = Write(displacement);
        if (isFirst)
            text.Append(written);
        else if (written.StartsWith('-') && rank == Atom - 1 && written.Length > 1 && (char.IsAsciiDigit(written[1]) || char.IsAsciiLetter(written[1])))
            text.Append(" - ").Append(written, 1, written.Length - 1);
        else
            text.Append(" + ").Append(rank < 6 || written.StartsWith('-') ? "(" + written + ")" : written);
    }

    /// <summary>The text and the rank of its operator, as C# ranks them.</summary>
    private (string Text, int Rank) Write(Expression expression)
    {
        if (Arithmetic.Evaluate(expression, number) is { } value)
            return IsIntArithmetic(expression) ? Arithmetical(expression) : Literal(value, NumberStyle.Hexadecimal);
        return expression switch
        {
            SymbolExpression named => (LineToken.Mark(named.Name), Atom),
            ReferenceExpression reference => (Of(reference.Symbol) + "." + reference.Kind, Atom),
            NumericLabelExpression label => ((label.IsForward ? "f(" : "b(") + label.Number.ToString(CultureInfo.InvariantCulture) + ")", Atom),
            HereExpression => ("dot", Atom),
            VariableExpression variable => (variable.Name, Atom),
            BinaryExpression { Operator: BinaryOperator.Add } sum => (Ranked(sum.Left, 6) + " + " + Ranked(sum.Right, 7), 6),
            BinaryExpression { Operator: BinaryOperator.Subtract } difference => (Ranked(difference.Left, 6) + " - " + Ranked(difference.Right, 7), 6),
            BinaryExpression { Operator: BinaryOperator.Divide } quotient when Arithmetic.Evaluate(quotient.Right, number) is > 0 and <= int.MaxValue => (Ranked(quotient.Left, 7) + " / " + Ranked(quotient.Right, 8), 7),
            UnaryExpression { Operator: UnaryOperator.Negate } negative => ("-" + Ranked(negative.Operand, Atom), Atom - 1),
            _ => throw new InexpressibleException("arithmetic on symbols can only add numbers and subtract one symbol from another"),
        };
    }

    private string Ranked(Expression expression, int lowest)
    {
        var (text, rank) = Write(expression);
        return rank < lowest || (text.StartsWith('-') && lowest > 6) ? "(" + text + ")" : text;
    }

    private static (string, int) Literal(long value, NumberStyle style)
    {
        var text = Number(value, style == NumberStyle.Hexadecimal && value is > -10 and < 10 ? NumberStyle.Decimal : style);
        return (text, text.StartsWith('-') ? Atom - 1 : Atom);
    }

    /// <summary>All of it is 32-bit arithmetic that means the same in C#.</summary>
    private bool IsIntArithmetic(Expression expression)
    {
        if (expression is NumberExpression)
            return true;
        if (Arithmetic.Evaluate(expression, number) is not (>= int.MinValue and <= int.MaxValue) && !expression.Names().Any(isLong))
            return expression is SymbolExpression;
        return expression switch
        {
            UnaryExpression unary => unary.Operator != UnaryOperator.Not && IsInt(unary.Operand),
            BinaryExpression { Operator: BinaryOperator.ShiftRight } shift when Arithmetic.Evaluate(shift.Left, number) < 0 => false,
            BinaryExpression { Operator: BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight } shift when Arithmetic.Evaluate(shift.Right, number) is not (>= 0 and < 32) => false,
            BinaryExpression binary => Operators.ContainsKey(binary.Operator) && IsInt(binary.Left) && IsInt(binary.Right),
            _ => true,
        };
    }

    private bool IsInt(Expression expression) => IsIntArithmetic(expression) && (Arithmetic.Evaluate(expression, number) is >= int.MinValue and <= int.MaxValue || expression.Names().Any(isLong));

    private (string Text, int Rank) Arithmetical(Expression expression)
    {
        switch (expression)
        {
            case NumberExpression literal:
                return Literal(literal.Value, literal.Style);
            case SymbolExpression named:
                return (names[named.Name], Atom);
            case UnaryExpression unary:
                var (operand, rank) = Arithmetical(unary.Operand);
                return ((unary.Operator == UnaryOperator.Negate ? "-" : "~") + (rank < Atom ? "(" + operand + ")" : operand), Atom - 1);
            case BinaryExpression binary:
                var (symbol, own) = Operators[binary.Operator];
                var (left, leftRank) = Arithmetical(binary.Left);
                var (right, rightRank) = Arithmetical(binary.Right);
                // Beside an operator of another kind parentheses are clearer than ranks.
                return ((leftRank < own || (leftRank < Atom - 1 && leftRank != own && own < 6) ? "(" + left + ")" : left) + symbol
                    + (rightRank <= own || (rightRank < Atom - 1 && own < 6) || right.StartsWith('-') ? "(" + right + ")" : right), own);
            default:
                throw new InvalidOperationException("no arithmetic");
        }
    }

    private static readonly Dictionary<BinaryOperator, (string Text, int Rank)> Operators = new()
    {
        [BinaryOperator.Multiply] = (" * ", 7),
        [BinaryOperator.Divide] = (" / ", 7),
        [BinaryOperator.Remainder] = (" % ", 7),
        [BinaryOperator.Add] = (" + ", 6),
        [BinaryOperator.Subtract] = (" - ", 6),
        [BinaryOperator.ShiftLeft] = (" << ", 5),
        [BinaryOperator.ShiftRight] = (" >> ", 5),
        [BinaryOperator.And] = (" & ", 4),
        [BinaryOperator.ExclusiveOr] = (" ^ ", 3),
        [BinaryOperator.Or] = (" | ", 2),
    };
}
