// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Tree;

/// <summary>Puts other names in the place of symbols' names, wherever operands name them.</summary>
internal static class Rename
{
    /// <param name="statements">The statements.</param>
    /// <param name="name">The name that stands for a symbol's.</param>
    public static IEnumerable<Statement> Symbols(IEnumerable<Statement> statements, Func<string, string> name) => statements.Select(statement => statement switch
    {
        CallStatement call => call with { Arguments = Array.ConvertAll(call.Arguments, argument => Of(argument, name)) },
        ExpandedStatement expanded => expanded with { Body = [.. Symbols(expanded.Body, name)] },
        _ => statement,
    });

    private static Argument Of(Argument argument, Func<string, string> name) => argument switch
    {
        OperandArgument { Value: ValueOperand value } operand => operand with { Value = value with { Value = Of(value.Value, name) } },
        OperandArgument { Value: MemoryOperand { Displacement: { } displacement } memory } operand => operand with { Value = memory with { Displacement = Of(displacement, name) } },
        _ => argument,
    };

    private static Expression Of(Expression expression, Func<string, string> name) => expression switch
    {
        SymbolExpression symbol => new SymbolExpression(name(symbol.Name)),
        ReferenceExpression reference => reference with { Symbol = Of(reference.Symbol, name) },
        UnaryExpression unary => unary with { Operand = Of(unary.Operand, name) },
        BinaryExpression binary => binary with { Left = Of(binary.Left, name), Right = Of(binary.Right, name) },
        _ => expression,
    };
}
