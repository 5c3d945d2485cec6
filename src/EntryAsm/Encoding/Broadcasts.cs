// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;
using EntryAsm.Primitives;
using Iced.Intel;

namespace EntryAsm.Encoding;

/// <summary>How many elements a broadcast fills (Intel SDM vol. 2, 2.7.5: <c>{1to4}</c> and its like).</summary>
internal static class Broadcasts
{
    /// <summary>True when a form broadcasts to as many elements as the operand says, or it says none.</summary>
    public static bool Fit(int form, in OperandList operands)
    {
        for (var operand = 0; operand < operands.Count; operand++)
        {
            if (operands[operand].BroadcastCount is not 0 and var count && count != Count(form))
                return false;
        }

        return true;
    }

    /// <summary>An error when forms of different counts fit and nothing says which is meant.</summary>
    public static void RejectAmbiguous(Mnemonic mnemonic, in OperandList operands, in OperandSet kinds, int chosen, FormTraits mode, FormTraits wanted)
    {
        var counts = new SortedSet<int> { Count(chosen) };
        var (from, to) = Forms.Of(mnemonic);
        for (var form = from; form < to; form++)
        {
            if (FormChooser.Fits(form, operands.Count, kinds, mode, wanted) && Fit(form, operands))
                counts.Add(Count(form));
        }

        if (counts.Count > 1)
            throw Error.NoSuchForm("'" + EncodingDiagnosis.Text(mnemonic, operands) + "' does not say how many elements the broadcast fills; write " + Offered(counts));
    }

    private static string Offered(SortedSet<int> counts) => string.Join(" or ", counts.Select(static count => ".bcst" + NumberText.Decimal(count) + "[…]"));

    /// <summary>Why no form takes the count that an operand says.</summary>
    /// <param name="operands">The operands.</param>
    /// <param name="fitting">The forms that take operands of these kinds; one broadcasts to each length of vector.</param>
    public static string? Problem(in OperandList operands, List<int> fitting)
    {
        for (var operand = 0; operand < operands.Count; operand++)
        {
            if (operands[operand].BroadcastCount != 0)
                return "broadcasts to another count of elements; write " + Offered(new SortedSet<int>(fitting.Select(Count)));
        }

        return null;
    }

    /// <summary>How many elements a form broadcasts to; 0 where it does not broadcast.</summary>
    public static int Count(int form)
    {
        var info = Forms.CodeOf(Forms.Row(form)).ToOpCode();
        return info.CanBroadcast ? info.MemorySize.GetSize() / info.BroadcastMemorySize.GetSize() : 0;
    }
}
