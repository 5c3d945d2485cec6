// SPDX-License-Identifier: MIT
using System.Collections.Frozen;
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>Expressions with GNU as's own ranks of operators (its manual, 6.2.4).</summary>
internal static class GasExpressions
{
    private const int Deepest = 200;

    private static readonly FrozenDictionary<string, (int Rank, BinaryOperator Operator)> Operators = new Dictionary<string, (int, BinaryOperator)>
    {
        ["||"] = (1, BinaryOperator.LogicalOr),
        ["&&"] = (2, BinaryOperator.LogicalAnd),
        ["=="] = (3, BinaryOperator.Equal),
        ["<>"] = (3, BinaryOperator.NotEqual),
        ["!="] = (3, BinaryOperator.NotEqual),
        ["<"] = (3, BinaryOperator.Less),
        ["<="] = (3, BinaryOperator.LessOrEqual),
        [">"] = (3, BinaryOperator.Greater),
        [">="] = (3, BinaryOperator.GreaterOrEqual),
        ["+"] = (4, BinaryOperator.Add),
        ["-"] = (4, BinaryOperator.Subtract),
        ["|"] = (5, BinaryOperator.Or),
        ["&"] = (5, BinaryOperator.And),
        ["^"] = (5, BinaryOperator.ExclusiveOr),
        ["!"] = (5, BinaryOperator.OrNot),
        ["*"] = (6, BinaryOperator.Multiply),
        ["/"] = (6, BinaryOperator.Divide),
        ["%"] = (6, BinaryOperator.Remainder),
        ["<<"] = (6, BinaryOperator.ShiftLeft),
        [">>"] = (6, BinaryOperator.ShiftRight),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Expression Parse(TokenReader tokens) => Parse(tokens, 1, 0);

    private static Expression Parse(TokenReader tokens, int lowest, int depth)
    {
        var left = ParseUnary(tokens, depth);
        while (tokens.Current.Kind == TokenKind.Mark && Operators.TryGetValue(tokens.Current.Text, out var found) && found.Rank >= lowest && !StartsRegister(tokens))
        {
            tokens.Next();
            left = new BinaryExpression(found.Operator, left, Parse(tokens, found.Rank + 1, depth + 1));
        }

        return left;
    }

    /// <summary><c>%</c> before a name is a register, not the remainder.</summary>
    private static bool StartsRegister(TokenReader tokens) => tokens.Current.Is("%") && tokens.Peek() is { Kind: TokenKind.Name, AfterSpace: false };

    private static Expression ParseUnary(TokenReader tokens, int depth)
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

    public static Expression ParseTerm(TokenReader tokens)
    {
        var term = ParsePlainTerm(tokens);
        if (term is not (SymbolExpression or NumericLabelExpression) || !tokens.Current.Is("@") || tokens.Peek().Kind != TokenKind.Name)
            return term;
        tokens.Next();
        var kind = tokens.ExpectName("a kind of relocation").ToUpperInvariant();
        return ReferenceExpression.Of(EntryAssembler.Local("any"), kind) is not null ? new ReferenceExpression(term, kind)
            : throw tokens.Fail("the relocation '@" + kind + "' cannot be imported");
    }

    private static Expression ParsePlainTerm(TokenReader tokens)
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                tokens.Next();
                return new NumberExpression(token.Value, token.Style);
            case TokenKind.LabelReference:
                tokens.Next();
                return new NumericLabelExpression((int)token.Value, token.Text[^1] == 'f');
            case TokenKind.Mark when token.Text == "$":
                // Not this place, as elsewhere: a symbol of that name.
                tokens.Next();
                return new SymbolExpression("$");
            case TokenKind.Name when token.Text == ".":
                tokens.Next();
                return new HereExpression();
            case TokenKind.Name or TokenKind.Text when token.Text.Length > 0:
                tokens.Next();
                return new SymbolExpression(token.Text);
            default:
                throw tokens.Fail("an expression is missing" + (tokens.AtEnd ? "" : " before '" + token.Text + "'"));
        }
    }
}
