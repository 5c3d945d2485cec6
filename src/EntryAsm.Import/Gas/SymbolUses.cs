// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>Notes which names an expression uses as symbols: those that are no numbers so far.</summary>
internal static class SymbolUses
{
    public static void Note(Expression expression, SymbolTable symbols, Func<string, long?> number)
    {
        switch (expression)
        {
            case SymbolExpression named when number(named.Name) is null:
                symbols[named.Name].IsUsed = true;
                symbols[named.Name].References++;
                break;
            case ReferenceExpression { Symbol: SymbolExpression named }:
                symbols[named.Name].IsUsed = true;
                symbols[named.Name].References++;
                break;
            case UnaryExpression unary:
                Note(unary.Operand, symbols, number);
                break;
            case BinaryExpression binary:
                Note(binary.Left, symbols, number);
                Note(binary.Right, symbols, number);
                break;
        }
    }
}
