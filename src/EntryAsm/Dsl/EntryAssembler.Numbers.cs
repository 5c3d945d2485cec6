// SPDX-License-Identifier: MIT
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm;

public abstract partial class EntryAssembler
{
    /// <summary>True once a symbol was set to a number.</summary>
    private bool hasNumbers;

    /// <summary>
    /// An operand with what is known already as a number, as GNU as has it: a symbol set before, the distance between two places with nothing
    /// between them whose size the layout finds. It then takes the form that the number takes, a short one where it fits.
    /// </summary>
    private Op Folded(in Op op)
    {
        if (op.Symbol is null or InvalidSymbol || !TryNumber(op.Symbol, op.Minus, out var number))
            return op;
        var form = op.Form == OpForm.Symbolic ? OpForm.Immediate : op.Form;
        return new Op(form, unchecked(op.Value + number), op.Register, op.IndexRegister, op.Scale, null, null, op.SegmentRegister, op.Width, op.MaskRegister, op.Decorations);
    }

    /// <summary>Whether an operand may be known: no instruction with a plain symbol pays for the question.</summary>
    private bool MayFold(in Op op) => op.Minus is not null || (hasNumbers && op.Symbol is not null);

    /// <summary>A branch goes to a place, never to a number.</summary>
    private static bool IsBranch(Mnemonic mnemonic, int count) => count == 1 && mnemonic is not (Mnemonic.Push or Mnemonic.Int or Mnemonic.Ret or Mnemonic.Retf);

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
