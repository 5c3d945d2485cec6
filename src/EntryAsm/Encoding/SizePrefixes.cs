// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Encoding;

/// <summary>
/// The prefixes 66 and 67 as an author writes them: each takes part in choosing the form where nothing else tells the size, and is an error where an
/// operand tells another (Intel SDM vol. 1, 3.6).
/// </summary>
internal static class SizePrefixes
{
    /// <summary>The operand size in bits that 66 gives.</summary>
    public static int OtherOperandSize(int bitness) => bitness == 16 ? 32 : 16;

    /// <summary>The address size in bits of memory without registers.</summary>
    public static int AddressSize(int bitness, InstructionPrefixes prefixes) =>
        (prefixes & InstructionPrefixes.Addr32) == 0 ? bitness : bitness == 32 ? 16 : 32;

    /// <summary>67 before an address whose registers tell their size.</summary>
    public static void CheckAddress(Mnemonic mnemonic, in OperandList operands, Code code, int bitness)
    {
        if (mnemonic is >= Mnemonic.Bndcl and <= Mnemonic.Bndstx && bitness != 16)
            throw Error.BadPrefix("'" + EncodingDiagnosis.Name(mnemonic) + "' takes no addr32: it takes only addresses of the mode's own size");
        if (mnemonic is Mnemonic.Jcxz or Mnemonic.Jecxz or Mnemonic.Jrcxz)
            throw Error.BadPrefix("'" + EncodingDiagnosis.Name(mnemonic) + "' takes no addr32: its name says which register it tests");
        if (code.ToOpCode() is { OpCount: > 0 } info && IsDirectBranch(info) && mnemonic is not (Mnemonic.Loop or Mnemonic.Loope or Mnemonic.Loopne))
            throw Error.BadPrefix("'" + EncodingDiagnosis.Name(mnemonic) + "' takes no addr32: it reads no memory");
        for (var operand = 0; operand < operands.Count; operand++)
        {
            ref readonly var op = ref operands[operand];
            if (op.Form == OpForm.Memory && (op.Register != Register.None || op.IndexRegister != Register.None))
                throw Error.BadPrefix("'" + EncodingDiagnosis.Text(mnemonic, operands) + "' takes no addr32: the registers of '" + op
                    + "' determine its size; leave the prefix out and use registers of " + (bitness == 32 ? "16" : "32") + " bits");
        }
    }

    /// <summary>66 that is there already, or that would make another instruction of the one written.</summary>
    /// <param name="mnemonic">The mnemonic.</param>
    /// <param name="operands">What is written.</param>
    /// <param name="asked">What was encoded.</param>
    /// <param name="hasOwn">True when the form has the prefix without being asked.</param>
    /// <param name="encoded">All bytes.</param>
    /// <param name="bitness">16, 32 or 64.</param>
    public static void CheckOperand(Mnemonic mnemonic, in OperandList operands, in Instruction asked, bool hasOwn, EncodedInstruction encoded, int bitness)
    {
        var info = asked.Code.ToOpCode();
        var hasSize = info is { Encoding: EncodingKind.Legacy, MandatoryPrefix: MandatoryPrefix.None } && !BranchCodes.IsByte(asked.Code);
        if (!hasOwn && hasSize && Means(asked, encoded, bitness))
            return;
        throw Error.BadPrefix("'" + EncodingDiagnosis.Text(mnemonic, operands) + "' takes no data16: "
            + (hasOwn ? "it has the prefix already; leave this one out"
                : !hasSize ? "its operand size is fixed; leave the prefix out"
                : "its operands or its name determine its size; leave the prefix out, and name the other size there"));
    }

    private static bool IsDirectBranch(OpCodeInfo info) => info.GetOpKind(0) is OpCodeOperandKind.br16_1 or OpCodeOperandKind.br32_1 or OpCodeOperandKind.br64_1
        or OpCodeOperandKind.br16_2 or OpCodeOperandKind.br32_4 or OpCodeOperandKind.br64_4 or OpCodeOperandKind.xbegin_2 or OpCodeOperandKind.xbegin_4
        or OpCodeOperandKind.farbr2_2 or OpCodeOperandKind.farbr4_2;

    private static bool Means(in Instruction asked, EncodedInstruction encoded, int bitness)
    {
        var start = encoded.Bytes[0] == 0x9b && encoded.Length > 1 ? 1 : 0;
        var reader = new ByteArrayCodeReader(encoded.Bytes, start, encoded.Length - start);
        Decoder.Create(bitness, reader, DecoderOptions.MPX | DecoderOptions.NoInvalidCheck).Decode(out var decoded);
        return !decoded.IsInvalid && decoded.Length == encoded.Length - start && (decoded.Code == asked.Code || decoded.Mnemonic == asked.Mnemonic && start != 0);
    }
}
