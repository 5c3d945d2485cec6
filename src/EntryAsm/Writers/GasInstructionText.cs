// SPDX-License-Identifier: MIT
using System.Globalization;
using Iced.Intel;

namespace EntryAsm;

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
        formatter.Options.FirstOperandCharIndex = 8;
        formatter.Options.TabSize = 8;
    }

    public string Format(in DecodedItem item, in EntryItem place, ReadOnlySpan<byte> bytes)
    {
        decoded = item;
        var (_, addressSize) = SizePrefixes(bytes);
        if (item.Instruction.IsStringInstruction && addressSize == 0 && !item.Instruction.HasSegmentPrefix)
            FormatWithoutOperands(item.Instruction);
        else
            formatter.Format(item.Instruction, output);
        return Requested(place.Request) + LostPrefixes(item.Instruction, place.Bitness, bytes) + AsWrittenByHand(output.ToStringAndReset(), place.Bitness);
    }

    /// <summary><c>rep movsb</c>, not <c>rep movsb (%rsi), (%rdi)</c>: the operands are always the same.</summary>
    private void FormatWithoutOperands(in Instruction instruction) => formatter.FormatMnemonic(instruction, output);

    /// <summary>In 64-bit code a call, a return and an indirect jump have one size; nobody writes the suffix.</summary>
    private static string AsWrittenByHand(string text, int bitness)
    {
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
        var kind = instructionOperand < 0 ? OpKind.Register : instruction.GetOpKind(instructionOperand);
        var reference = kind switch
        {
            OpKind.Memory => decoded.Displacement,
            OpKind.Immediate8_2nd => decoded.SecondImmediate,
            _ => decoded.Immediate,
        };
        var text = reference is { } named ? expression(named)
            : kind is OpKind.NearBranch16 or OpKind.NearBranch32 or OpKind.NearBranch64 ? FromHere(unchecked((long)(instruction.NearBranchTarget - instruction.IP)))
            : null;
        symbol = text is null ? default : new SymbolResult(address, text);
        return text is not null;
    }

    private static string FromHere(long distance) => distance < 0 ? ". - " + Number(-distance) : ". + " + Number(distance);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

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
        var (operandSize, addressSize) = SizePrefixes(bytes);
        if (operandSize + addressSize == 0)
            return "";

        reencoded.Clear();
        if (!Encoder.Create(bitness, reencoded).TryEncode(instruction, instruction.IP, out _, out _))
            return "";
        var (operandKept, addressKept) = SizePrefixes(reencoded.Bytes);
        var (wide, narrow) = bitness == 16 ? ("data32 ", "addr32 ") : ("data16 ", bitness == 64 ? "addr32 " : "addr16 ");
        return Repeat(wide, operandSize - operandKept) + Repeat(narrow, addressSize - addressKept);
    }

    private static string Repeat(string prefix, int count) => count <= 0 ? "" : string.Concat(Enumerable.Repeat(prefix, count));

    private static (int OperandSize, int AddressSize) SizePrefixes(ReadOnlySpan<byte> bytes)
    {
        int operandSize = 0, addressSize = 0;
        foreach (var value in bytes)
        {
            if (value == 0x66)
                operandSize++;
            else if (value == 0x67)
                addressSize++;
            else if (value is not (0xf0 or 0xf2 or 0xf3 or 0x2e or 0x36 or 0x3e or 0x26 or 0x64 or 0x65))
                break;
        }

        return (operandSize, addressSize);
    }

    private sealed class ByteBuffer : CodeWriter
    {
        private readonly byte[] bytes = new byte[32];
        private int length;

        public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, length);

        public void Clear() => length = 0;

        public override void WriteByte(byte value) => bytes[length++] = value;
    }
}
