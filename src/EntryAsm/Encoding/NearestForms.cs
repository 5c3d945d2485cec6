// SPDX-License-Identifier: MIT
using EntryAsm.Operands;
using EntryAsm.Primitives;
using Iced.Intel;

namespace EntryAsm.Encoding;

/// <summary>What an author may have meant who wrote operands that no form takes. Runs only where there is an error.</summary>
internal static class NearestForms
{
    private const int MostOperands = 5, MostOffers = 3, MostForms = 3;

    private static readonly Register[][] GeneralRegisters = [[Register.RAX, Register.R15], [Register.EAX, Register.R15D], [Register.AX, Register.R15W]];

    private static readonly Register[] VectorRegisters = [Register.XMM0, Register.YMM0, Register.ZMM0];

    private static readonly MemoryWidth[] Widths =
        [MemoryWidth.Qword, MemoryWidth.Dword, MemoryWidth.Word, MemoryWidth.Byte, MemoryWidth.Fword, MemoryWidth.Tbyte, MemoryWidth.Xmmword, MemoryWidth.Ymmword, MemoryWidth.Zmmword];

    /// <summary>Which operand in another size there is a form for, as in <c>write 'rsp' instead of 'esp'</c>; null when there is none.</summary>
    public static string? OfOtherSize(Mnemonic mnemonic, in OperandList operands, InstructionPrefixes prefixes, EncodingRequest request, int bitness)
    {
        var offers = new List<string>();
        var written = new Op[MostOperands];
        for (var operand = 0; operand < operands.Count; operand++)
            written[operand] = operands[operand];
        for (var operand = 0; operand < operands.Count; operand++)
        {
            foreach (var other in Resized(operands[operand]))
            {
                written[operand] = other;
                if (offers.Count < MostOffers && Exists(mnemonic, written, operands.Count, prefixes, request, bitness))
                    offers.Add("'" + other + "' instead of '" + operands[operand] + "'");
            }

            written[operand] = operands[operand];
        }

        return offers.Count == 0 ? null : "write " + string.Join(", or ", offers);
    }

    /// <summary>The forms that fit best, in the manual's notation, the nearest first.</summary>
    public static string Told(OperandSet kinds, int count, List<int> rows)
    {
        var named = new List<string>();
        foreach (var form in rows.OrderByDescending(row => Score(row, count, kinds)))
        {
            var notation = Forms.CodeOf(Forms.Row(form)).ToOpCode().ToInstructionString();
            if (!named.Contains(notation))
                named.Add(notation);
        }

        var others = named.Skip(1).Take(MostForms - 1).ToList();
        var more = named.Count > MostForms ? " and " + NumberText.Decimal(named.Count - MostForms) + " more" : "";
        return "the nearest form is " + named[0] + (others.Count == 0 ? "" : "; there " + (named.Count > 2 ? "are" : "is") + " also " + string.Join("; ", others) + more);
    }

    private static int Score(int form, int count, in OperandSet kinds)
    {
        var row = Forms.Row(form);
        // The accumulator's forms with a whole address come first in the manual and are the last that somebody means.
        var score = (Forms.TraitsOf(form) & FormTraits.Moffs) != 0 ? -1 : 0;
        for (var operand = 0; operand < count; operand++)
        {
            var takes = Forms.Kinds(row, operand);
            score += (takes & kinds[operand]) != 0 ? 3 : (takes & EncodingDiagnosis.Sort(kinds[operand])) != 0 ? 1 : 0;
        }

        return score;
    }

    private static bool Exists(Mnemonic mnemonic, Op[] written, int count, InstructionPrefixes prefixes, EncodingRequest request, int bitness)
    {
        var operands = new OperandList(written[0], written[1], written[2], written[3], written[4], count);
        try
        {
            return FormChooser.Choose(mnemonic, operands, OperandClassifier.Of(operands), prefixes, request, bitness) >= 0;
        }
        catch (EntryAsmException)
        {
            return false;
        }
    }

    /// <summary>The operand in every other size.</summary>
    private static IEnumerable<Op> Resized(Op op)
    {
        if (op.Form == OpForm.Memory && op.Width != MemoryWidth.None)
            return Widths.Where(width => width != op.Width).Select(width => op.AsMemory(width, op.SegmentRegister, op.Decorations, op.BroadcastCount));
        if (op.Form != OpForm.Register || op.Decorations != OpDecorations.None || op.MaskRegister != Register.None)
            return [];
        var number = op.Register.GetNumber();
        var others = op.Register.IsVectorRegister() ? VectorRegisters.Select(first => first + number)
            : op.Register.IsGPR() && op.Register is not (>= Register.AH and <= Register.BH) ? GeneralRegisters.Select(range => range[0] + number).Append(ByteRegister(number))
            : [];
        return others.Where(other => other != op.Register).Select(Op.FromRegister);
    }

    private static Register ByteRegister(int number) => number < 4 ? Register.AL + number : Register.SPL + (number - 4);
}
