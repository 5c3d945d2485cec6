// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;
using Iced.Intel;

namespace EntryAsm.Writers;

/// <summary>One instruction in AT&amp;T syntax, written so that GNU as encodes it as it was: sizes as suffixes, symbols by name, and what the decoder drops (prefixes without effect) in front.</summary>
internal sealed class GasInstructionText : ISymbolResolver
{
    private static readonly (EncodingRequest Request, string Text)[] PseudoPrefixes =
    [
        (EncodingRequest.Load, "{load} "), (EncodingRequest.Store, "{store} "), (EncodingRequest.Disp8, "{disp8} "), (EncodingRequest.Disp32, "{disp32} "),
        (EncodingRequest.Vex, "{vex} "), (EncodingRequest.Vex3, "{vex3} "), (EncodingRequest.Evex, "{evex} "), (EncodingRequest.Rex, "{rex} "),
    ];

    private readonly Func<EntryReference, string> expression;
    private readonly GasFormatter formatter;
    private readonly StringOutput output = new();
    private readonly ByteBuffer reencoded = new();
    private DecodedItem decoded;

    /// <param name="expression">Writes a reference as GNU as reads it.</param>
    public GasInstructionText(Func<EntryReference, string> expression)
    {
        this.expression = expression;
        formatter = new GasFormatter(this);
        formatter.Options.UppercaseHex = false;
        formatter.Options.RipRelativeAddresses = true;
        formatter.Options.GasShowMnemonicSizeSuffix = true;
        formatter.Options.SpaceAfterOperandSeparator = true;
        formatter.Options.ShowUselessPrefixes = true;
        formatter.Options.UsePseudoOps = false;
        formatter.Options.FirstOperandCharIndex = 8;
        formatter.Options.TabSize = 8;
    }

    public string Format(in DecodedItem item, in EntryItem place, ReadOnlySpan<byte> bytes)
    {
        decoded = item;
        var (_, addressSize) = CallPrefixes.Sizes(bytes);
        var sizePrefix = Restate(ref decoded.Instruction);
        if (item.Instruction.IsStringInstruction && addressSize == 0 && !item.Instruction.HasSegmentPrefix)
            FormatWithoutOperands(item.Instruction);
        else
            formatter.Format(decoded.Instruction, output);
        return Requested(place.Request | (IsNearWithoutNeed(item, place) || HasLongDisplacement(item) ? EncodingRequest.Disp32 : HasEmptyDisplacement(item) ? EncodingRequest.Disp8 : EncodingRequest.None)) + LostPrefixes(item.Instruction, place.Bitness, bytes) + sizePrefix
            + AsWrittenByHand(output.ToStringAndReset(), place.Bitness);
    }

    /// <summary>
    /// A branch in its near form that would reach in its short one. A padding whose length depends on other code can make it so, on the way to the final
    /// layout; the text has lengths as numbers, so it asks for the form.
    /// </summary>
    private static bool IsNearWithoutNeed(in DecodedItem item, in EntryItem place) =>
        place.Bitness != 16 && item.Immediate is { IsRelocated: false } && (item.Instruction.IsJccNear || item.Instruction.IsJmpNear)
        && unchecked((long)(item.Instruction.NearBranchTarget - item.Instruction.NextIP)) is >= sbyte.MinValue and <= sbyte.MaxValue;

    /// <summary>A byte for a displacement of 0 that the address can do without: compilers' no-ops have it.</summary>
    private static bool HasEmptyDisplacement(in DecodedItem item) => item.Displacement is null
        && item.Instruction is { MemoryDisplSize: 1, MemoryDisplacement64: 0, MemoryBase: not (Register.RBP or Register.R13 or Register.EBP or Register.R13D or Register.BP) };

    /// <summary>Four bytes for a displacement of 0.</summary>
    private static bool HasLongDisplacement(in DecodedItem item) => item.Displacement is null && item.Bitness != 16
        && item.Instruction is { MemoryDisplSize: 4 or 8, MemoryDisplacement64: 0, MemoryBase: not (Register.None or Register.RIP or Register.EIP) };

    /// <summary>Instructions that GNU as takes only under another size than their own; a prefix then says the size.</summary>
    private static string Restate(ref Instruction instruction)
    {
        switch (instruction.Code)
        {
            case Code.Lfs_r64_m1664:
            case Code.Lgs_r64_m1664:
            case Code.Lss_r64_m1664:
                instruction.Code = instruction.Code switch
                {
                    Code.Lfs_r64_m1664 => Code.Lfs_r32_m1632,
                    Code.Lgs_r64_m1664 => Code.Lgs_r32_m1632,
                    _ => Code.Lss_r32_m1632,
                };
                instruction.Op0Register = Register.EAX + instruction.Op0Register.GetNumber();
                return "rex.w ";
            case Code.Nopq:
                instruction.Code = Code.Nopd;
                return "rex.w ";
            case Code.Movsxd_r16_rm16 when instruction.Op1Kind == OpKind.Register:
                instruction.Op1Register = Register.EAX + instruction.Op1Register.GetNumber();
                return "";
            default:
                return "";
        }
    }

    /// <summary><c>rep movsb</c>, not <c>rep movsb (%rsi), (%rdi)</c>: the operands are always the same.</summary>
    private void FormatWithoutOperands(in Instruction instruction) => formatter.FormatMnemonic(instruction, output);

    /// <summary>In 64-bit code a call, a return and an indirect jump have one size; nobody writes the suffix.</summary>
    private static string AsWrittenByHand(string text, int bitness)
    {
        // One byte has two names: the hint's, and the repeat prefix's.
        text = text.Replace("xacquire lock repne ", "xacquire lock ").Replace("xrelease lock rep ", "xrelease lock ")
            .Replace("xacquire repne ", "xacquire ").Replace("xrelease rep ", "xrelease ").Replace("repne j", "bnd j");
        if (bitness != 64 && (text.EndsWith("sysexitl", StringComparison.Ordinal) || text.EndsWith("sysretl", StringComparison.Ordinal)))
            return text.Substring(0, text.Length - 1); // the suffix is an operand size here
        if (bitness == 64)
        {
            foreach (var mnemonic in (string[])["callq", "retq", "jmpq"])
            {
                var at = text.IndexOf(mnemonic, StringComparison.Ordinal);
                if (at >= 0 && (at == 0 || text[at - 1] == ' '))
                    return text.Remove(at + mnemonic.Length - 1, 1);
            }
        }

        return text;
    }

    /// <inheritdoc/>
    bool ISymbolResolver.TryGetSymbol(in Instruction instruction, int operand, int instructionOperand, ulong address, int addressSize, out SymbolResult symbol)
    {
        // GNU as does not reverse the operands of enter and bound; nor does the formatter, but it numbers them as if it had.
        if (instruction.Mnemonic is Mnemonic.Enter or Mnemonic.Bound)
            instructionOperand = operand;
        var kind = instructionOperand < 0 ? OpKind.Register : instruction.GetOpKind(instructionOperand);
        var reference = kind switch
        {
            OpKind.Memory => decoded.Displacement,
            OpKind.FarBranch16 or OpKind.FarBranch32 when addressSize == 2 && address == instruction.FarBranchSelector && operand != 0 => decoded.SecondImmediate,
            OpKind.Immediate8_2nd => decoded.SecondImmediate,
            _ => decoded.Immediate,
        };
        var text = reference is { } named ? expression(named)
            : kind is OpKind.FarBranch16 or OpKind.FarBranch32 && operand == 0 && decoded.SecondImmediate is not null ? NumberText.Decimal(unchecked((long)address)) // else the selector is not asked for
            : kind == OpKind.Immediate16 && HasByteForm(instruction.Mnemonic) && instruction.Immediate16 <= sbyte.MaxValue ? NumberText.Decimal(instruction.Immediate16 - 0x10000)
            : kind == OpKind.Immediate32 && IsSignExtended(instruction.Code) ? NumberText.Decimal((int)instruction.Immediate32)
            : kind is OpKind.NearBranch16 or OpKind.NearBranch32 or OpKind.NearBranch64 ? FromHere(unchecked((long)(instruction.NearBranchTarget - instruction.IP)))
            : null;
        symbol = text is null ? default : new SymbolResult(address, text);
        return text is not null;
    }

    /// <summary>The processor extends the number to 64 bits, and GNU as takes it as such, but the decoder shows the 32 bits.</summary>
    private static bool IsSignExtended(Code code) =>
        code is Code.XOP_Bextr_r64_rm64_imm32 or Code.XOP_Lwpins_r64_rm32_imm32 or Code.XOP_Lwpval_r64_rm32_imm32;

    /// <summary>Arithmetic that takes a byte where the number fits one; the word it has must be written so that it does not.</summary>
    private static bool HasByteForm(Mnemonic mnemonic) => mnemonic is Mnemonic.Add or Mnemonic.Or or Mnemonic.Adc or Mnemonic.Sbb or Mnemonic.And or Mnemonic.Sub or Mnemonic.Xor or Mnemonic.Cmp;

    private static string FromHere(long distance) => distance < 0 ? ". - " + NumberText.Decimal(-distance) : ". + " + NumberText.Decimal(distance);

    private static string Requested(EncodingRequest request)
    {
        var text = "";
        foreach (var (flag, prefix) in PseudoPrefixes)
        {
            if ((request & flag) != 0)
                text += prefix;
        }

        return text;
    }

    /// <summary>Operand and address size prefixes (66, 67) in the bytes that the decoded instruction knows nothing of, as prefixes of their own.</summary>
    private string LostPrefixes(in Instruction instruction, int bitness, ReadOnlySpan<byte> bytes)
    {
        var (operandSize, addressSize) = CallPrefixes.Sizes(bytes);
        if (operandSize + addressSize == 0)
            return "";

        reencoded.Clear();
        if (!Encoder.Create(bitness, reencoded).TryEncode(instruction, instruction.IP, out _, out _))
            return "";
        var (operandKept, addressKept) = CallPrefixes.Sizes(reencoded.Bytes);
        if (instruction is { MemoryBase: Register.None, MemoryIndex: Register.None, IsStringInstruction: false } && HasAddress(instruction))
            addressKept = 0; // only a register in the address would tell its size
        if (instruction.Mnemonic == Mnemonic.Xbegin)
            operandKept = 0; // its target does not tell
        var (wide, narrow) = bitness == 16 ? ("data32 ", "addr32 ") : ("data16 ", bitness == 64 ? "addr32 " : "addr16 ");
        return Repeat(wide, operandSize - operandKept) + Repeat(narrow, addressSize - addressKept);
    }

    private static bool HasAddress(in Instruction instruction)
    {
        for (var operand = 0; operand < instruction.OpCount; operand++)
        {
            if (instruction.GetOpKind(operand) == OpKind.Memory)
                return true;
        }

        return false;
    }

    private static string Repeat(string prefix, int count) => count <= 0 ? "" : string.Concat(Enumerable.Repeat(prefix, count));

    private sealed class ByteBuffer : CodeWriter
    {
        private readonly byte[] bytes = new byte[32];
        private int length;

        public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, length);

        public void Clear() => length = 0;

        public override void WriteByte(byte value) => bytes[length++] = value;
    }
}
