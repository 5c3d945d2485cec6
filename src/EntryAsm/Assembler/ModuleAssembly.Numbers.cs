// SPDX-License-Identifier: MIT
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Assembler;

internal sealed partial class ModuleAssembly
{
    /// <summary>True once a symbol was set to a number.</summary>
    private bool hasNumbers;

    /// <summary>Writes an instruction with its operands folded.</summary>
    private void EmitFolded(Mnemonic mnemonic, in OperandList operands) => Write(mnemonic,
        new OperandList(Folded(operands[0]), Folded(operands[1]), Folded(operands[2]), Folded(operands[3]), Folded(operands[4]), operands.Count));

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

    /// <summary>A branch goes to a place, never to a number.</summary>
    private static bool IsBranchToPlace(Mnemonic mnemonic, in OperandList operands) => operands.Count == 1 && operands[0].Form == OpForm.Symbolic
        && mnemonic is not (Mnemonic.Push or Mnemonic.Int or Mnemonic.Ret or Mnemonic.Retf);

    private bool TryNumber(Symbol symbol, Symbol? minus, out long number)
    {
        var end = Known(symbol);
        if (minus is null)
        {
            number = end.AbsoluteValue ?? 0;
            return end.Record.IsNumber;
        }

        var start = Known(minus);
        number = 0;
        return end.Section is { } section && start.IsIn(section) && section.TryDistance(start, end, out number);
    }
}
