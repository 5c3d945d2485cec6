// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Encoding;

/// <summary>Which operand a decoration goes on: an instruction has one place for each, whatever operand names it (Intel SDM vol. 2, 2.7).</summary>
internal static class DecorationRules
{
    private const OpDecorations Exceptions = OpDecorations.AnyRounding | OpDecorations.Sae;

    public static void Check(Mnemonic mnemonic, in OperandList operands)
    {
        var lastRegister = -1;
        var hasMemory = false;
        for (var operand = 0; operand < operands.Count; operand++)
        {
            hasMemory |= operands[operand].Form == OpForm.Memory;
            if (operands[operand].Form == OpForm.Register)
                lastRegister = operand;
        }

        for (var operand = 0; operand < operands.Count; operand++)
        {
            if (Problem(operands[operand], operand, lastRegister, hasMemory) is { } problem)
                throw Error.NoSuchForm("'" + EncodingDiagnosis.Text(mnemonic, operands) + "': " + problem);
        }
    }

    private static string? Problem(in Op op, int operand, int lastRegister, bool hasMemory)
    {
        var exceptions = op.Decorations & Exceptions;
        if (op.MaskRegister != Register.None && operand != 0)
            return "the write mask goes on the first operand, the destination, not on '" + op + "'";
        if ((op.Decorations & OpDecorations.Zeroing) != 0 && op.MaskRegister == Register.None)
            return "zeroing (z) needs a write mask on the same operand, as in '" + op + ".k1.z'";
        if (exceptions == OpDecorations.None)
            return null;
        if ((exceptions & (exceptions - 1)) != 0)
            return "one instruction has one rounding mode; '" + op + "' has several";
        if (hasMemory)
            return "a rounding mode or sae goes with registers only; load the memory into a register first";
        return operand != lastRegister ? "a rounding mode or sae goes on the last register, not on '" + op + "'" : null;
    }
}
