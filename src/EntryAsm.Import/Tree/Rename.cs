// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Tree;

/// <summary>Puts other names in the place of symbols' names, wherever operands name them.</summary>
internal static class Rename
{
    /// <param name="statements">The statements.</param>
    /// <param name="name">The name that stands for a symbol's.</param>
    public static IEnumerable<Statement> Symbols(IEnumerable<Statement> statements, Func<string, string> name) => statements.Select(statement => statement switch
    {
        CallStatement call => call with { Arguments = Array.ConvertAll(call.Arguments, argument => Of(argument, expression => expression is SymbolExpression symbol ? new SymbolExpression(name(symbol.Name)) : expression)) },
        ExpandedStatement expanded => expanded with { Body = [.. Symbols(expanded.Body, name)] },
        _ => statement,
    });

    /// <param name="argument">What a method is given.</param>
    /// <param name="leaf">What stands for a name.</param>
    public static Argument Of(Argument argument, Func<Expression, Expression> leaf) => argument switch
    {
        OperandArgument { Value: ValueOperand value } operand => operand with { Value = value with { Value = Of(value.Value, leaf) } },
        OperandArgument { Value: MemoryOperand { Displacement: { } displacement } memory } operand => operand with { Value = memory with { Displacement = Of(displacement, leaf) } },
        _ => argument,
    };

    private static Expression Of(Expression expression, Func<Expression, Expression> leaf) => expression switch
    {
        ReferenceExpression reference => reference with { Symbol = Of(reference.Symbol, leaf) },
        UnaryExpression unary => unary with { Operand = Of(unary.Operand, leaf) },
        BinaryExpression binary => binary with { Left = Of(binary.Left, leaf), Right = Of(binary.Right, leaf) },
        _ => leaf(expression),
    };
}
