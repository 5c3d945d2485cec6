// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.Encoding;

/// <summary>What is asked of direct branches all the time. Iced knows it too, but makes a description of each of its codes first, which takes milliseconds.</summary>
internal static class BranchCodes
{
    private static readonly int[] Sizes = [16, 32, 64];

    /// <summary>True for a direct branch that reaches -128 to 127 bytes.</summary>
    public static bool IsByte(Code code) => code.IsJccShort() || code.IsJmpShort() || code is >= Code.Loopne_rel8_16_CX and <= Code.Jrcxz_rel8_64;

    /// <summary>The operand size of a JMP, CALL or Jcc with a distance, in bits: the codes of each come in this order.</summary>
    public static int OperandSize(Code code) => Sizes[(code.IsJccShort() ? code - Code.Jo_rel8_16 : code.IsJccNear() ? code - Code.Jo_rel16 : code switch
    {
        >= Code.Jmp_rel8_16 and <= Code.Jmp_rel8_64 => code - Code.Jmp_rel8_16,
        >= Code.Jmp_rel16 and <= Code.Jmp_rel32_64 => code - Code.Jmp_rel16,
        _ => code - Code.Call_rel16,
    }) % Sizes.Length];

    /// <summary>Bytes of the distance.</summary>
    public static int Width(Code code) => IsByte(code) ? 1
        : code is Code.Call_rel16 or Code.Jmp_rel16 or Code.Xbegin_rel16 or Code.Jmpe_disp16 || code.IsJccNear() && OperandSize(code) == 16 ? 2 : 4;
}
