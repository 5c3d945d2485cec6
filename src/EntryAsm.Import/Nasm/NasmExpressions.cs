// SPDX-License-Identifier: MIT
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Nasm;

/// <summary>Expressions with NASM's ranks of operators (its manual, 3.5).</summary>
/// <param name="localName">The whole name of a label that begins with a dot.</param>
/// <param name="sectionStart">The symbol at the start of this section: <c>$$</c>.</param>
internal sealed class NasmExpressions(Func<string, string> localName, Func<string> sectionStart)
{
    private const int Deepest = 200;

    private static readonly Dictionary<string, (int Rank, BinaryOperator Operator)> Operators = new(StringComparer.Ordinal)
    {
        ["||"] = (1, BinaryOperator.LogicalOr), ["&&"] = (2, BinaryOperator.LogicalAnd),
        ["="] = (3, BinaryOperator.Equal), ["=="] = (3, BinaryOperator.Equal), ["<>"] = (3, BinaryOperator.NotEqual), ["!="] = (3, BinaryOperator.NotEqual),
        ["<"] = (3, BinaryOperator.Less), ["<="] = (3, BinaryOperator.LessOrEqual), [">"] = (3, BinaryOperator.Greater), [">="] = (3, BinaryOperator.GreaterOrEqual),
        ["|"] = (4, BinaryOperator.Or), ["^"] = (5, BinaryOperator.ExclusiveOr), ["&"] = (6, BinaryOperator.And), ["<<"] = (7, BinaryOperator.ShiftLeft), [">>"] = (7, BinaryOperator.ShiftRight),
        ["+"] = (8, BinaryOperator.Add), ["-"] = (8, BinaryOperator.Subtract), ["*"] = (9, BinaryOperator.Multiply), ["/"] = (9, BinaryOperator.Divide), ["//"] = (9, BinaryOperator.Divide),
        ["%"] = (9, BinaryOperator.Remainder), ["%%"] = (9, BinaryOperator.Remainder),
    };

    /// <summary>An expression, and what the linker is asked for it: <c>name wrt ..got</c>.</summary>
    public Expression Parse(TokenReader tokens)
    {
        var expression = Parse(tokens, 1, 0);
        if (!tokens.AcceptWord("wrt"))
            return expression;
        var kind = tokens.ExpectName("a special symbol").ToLowerInvariant();
        return kind switch
        {
            "..sym" => expression,
            "..plt" => Refer(expression, "PLT"),
            "..got" or "..gotpc" => Refer(expression, "GOTPCREL"),
            "..gotoff" => Refer(expression, "GOTOFF"),
            _ => throw tokens.Fail("'wrt " + kind + "' cannot be imported"),
        };
    }

    private static Expression Refer(Expression expression, string kind) =>
        expression is BinaryExpression binary ? binary with { Left = Refer(binary.Left, kind) } : new ReferenceExpression(expression, kind);

    private Expression Parse(TokenReader tokens, int lowest, int depth)
    {
        var left = ParseUnary(tokens, depth);
        while (tokens.Current.Kind == TokenKind.Mark && Operators.TryGetValue(tokens.Current.Text, out var found) && found.Rank >= lowest)
        {
            tokens.Next();
            var right = Parse(tokens, found.Rank + 1, depth + 1);
            left = new BinaryExpression(found.Operator, left, right);
        }

        return left;
    }

    private Expression ParseUnary(TokenReader tokens, int depth)
    {
        if (depth > Deepest)
            throw tokens.Fail("the expression is nested too deep");
        if (tokens.Accept("-"))
            return new UnaryExpression(UnaryOperator.Negate, ParseUnary(tokens, depth + 1));
        if (tokens.Accept("~"))
            return new UnaryExpression(UnaryOperator.Complement, ParseUnary(tokens, depth + 1));
        if (tokens.Accept("!"))
            return new UnaryExpression(UnaryOperator.Not, ParseUnary(tokens, depth + 1));
        if (tokens.Accept("+"))
            return ParseUnary(tokens, depth + 1);
        if (tokens.Accept("("))
        {
            var inner = Parse(tokens, 1, depth + 1);
            tokens.Expect(")");
            return inner;
        }

        return ParseTerm(tokens);
    }

    private Expression ParseTerm(TokenReader tokens)
    {
        var token = tokens.Next();
        switch (token.Kind)
        {
            case TokenKind.Number:
                return new NumberExpression(token.Value, token.Style);
            case TokenKind.Text when token.Text.Length is > 0 and <= 8:
                var value = 0L;
                for (var i = 0; i < token.Text.Length; i++)
                    value |= (long)(byte)token.Text[i] << (8 * i);
                return new NumberExpression(value, token.Text.Length == 1 ? NumberStyle.Character : NumberStyle.Hexadecimal);
            case TokenKind.Name:
                return new SymbolExpression(localName(token.Text));
            case TokenKind.Mark when token.Text == "$":
                return new HereExpression();
            case TokenKind.Mark when token.Text == "$$":
                return new SymbolExpression(sectionStart());
            default:
                throw tokens.Fail("an expression is missing" + (token.Kind == TokenKind.End ? "" : " before '" + token.Text + "'"));
        }
    }
}
