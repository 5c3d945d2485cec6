// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Assembler;

internal sealed partial class ModuleAssembly
{
    /// <summary>True once a symbol was set to a number.</summary>
    private bool hasNumbers;

    /// <summary>Writes an instruction with its operands folded.</summary>
    [MethodImpl(NotInlined)]
    private void EmitFolded(Mnemonic mnemonic, in OperandList operands)
    {
        if (!IsBranchToPlace(mnemonic, operands))
            Write(mnemonic, new OperandList(Folded(operands[0]), Folded(operands[1]), Folded(operands[2]), Folded(operands[3]), Folded(operands[4]), operands.Count));
        else if (operands[0].Minus is null && TryNumber(operands[0].Symbol!, null, out var number))
            Write(mnemonic, new OperandList(operands[0].About(AbsoluteSymbol.Instance, null, unchecked(operands[0].Value + number))));
        else
            Write(mnemonic, operands);
    }

    /// <summary>
    /// An operand with what is known already as a number, as GNU as has it: a symbol set before, the distance between two places with nothing
    /// between them whose size the layout finds. It then takes the form that the number takes, a short one where it fits.
    /// </summary>
    private Op Folded(in Op op)
    {
        if (op.Symbol is null or InvalidSymbol || !TryNumber(op.Symbol, op.Minus, out var number))
            return op;
        return op.Form == OpForm.Quotient ? unchecked(op.Value + number) / op.Divisor : op.About(null, null, unchecked(op.Value + number));
    }

    /// <summary>Whether an operand may be known: no instruction with a plain symbol pays for the question.</summary>
    private bool MayFold(in OperandList operands) => MayFold(operands[0]) || MayFold(operands[1])
        || (operands.Count > 2 && (MayFold(operands[2]) || MayFold(operands[3]) || MayFold(operands[4])));

    private bool MayFold(in Op op) => op.Minus is not null || (hasNumbers && op.Symbol is not null);

    /// <summary>A branch goes to a place; a number is one too, but no operand that a shorter form could hold.</summary>
    private static bool IsBranchToPlace(Mnemonic mnemonic, in OperandList operands) => operands.Count == 1 && operands[0].Form == OpForm.Symbolic
        && mnemonic is not (Mnemonic.Push or Mnemonic.Int or Mnemonic.Ret or Mnemonic.Retf);

    private bool TryNumber(Symbol symbol, Symbol? minus, out long number)
    {
        number = 0;
        if (symbol is SymbolReference)
            return false;
        var end = Known(symbol);
        if (end.Record.IsPending)
            return false;
        if (minus is null)
        {
            number = end.AbsoluteValue ?? 0;
            return end.Record.IsNumber;
        }

        var start = Known(minus);
        return end.Section is { } section && start.IsIn(section) && !start.Record.IsPending && section.TryDistance(start, end, out number);
    }
}
