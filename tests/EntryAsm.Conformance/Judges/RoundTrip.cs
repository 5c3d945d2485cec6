// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Conformance;

/// <summary>Decodes what the engine encoded and compares with what was asked: mnemonic, registers, address, numbers, decorations.</summary>
internal static class RoundTrip
{
    /// <summary>What the decoder must be told to know: encodings that one maker only has, or that were withdrawn.</summary>
    private static readonly DecoderOptions[] Dialects =
        [DecoderOptions.None, DecoderOptions.AMD, DecoderOptions.Pcommit, DecoderOptions.Udbg, DecoderOptions.Cyrix];

    /// <summary>What differs in any instruction of a program, or null.</summary>
    public static string? Problem(RandomProgram program)
    {
        var encoder = new InstructionEncoder(64);
        var encoded = new EncodedInstruction();
        foreach (var each in program.Steps.OfType<InstructionStep>().Select(step => step.Case))
        {
            Op At(int operand) => operand < each.Operands.Length ? each.Operands[operand] : default;
            encoder.Encode(each.Mnemonic, new OperandList(At(0), At(1), At(2), At(3), At(4), each.Operands.Length), each.Prefixes, each.Request, encoded);
            if (Problem(each, encoded, 64) is { } problem)
                return each + ": " + problem;
        }

        return null;
    }

    /// <summary>What differs, or null.</summary>
    public static string? Problem(Case asked, EncodedInstruction encoded, int bitness)
    {
        if (encoded.Branch != RelaxableBranch.None)
            return null; // the layout writes it
        string? problem = null;
        foreach (var dialect in Dialects)
        {
            var found = Problem(asked, encoded, bitness, dialect);
            if (found is null)
                return null;
            problem ??= found;
        }

        return problem;
    }

    private static string? Problem(Case asked, EncodedInstruction encoded, int bitness, DecoderOptions dialect)
    {
        var reader = new ByteArrayCodeReader(encoded.Bytes, 0, encoded.Length);
        var decoder = Decoder.Create(bitness, reader, DecoderOptions.MPX | DecoderOptions.NoInvalidCheck | dialect);
        var start = encoded.Bytes[0] == 0x9B && encoded.Length > 1 ? 1 : 0;
        reader.Position = start;
        decoder.Decode(out var decoded);
        if (decoded.IsInvalid || decoded.Length != encoded.Length - start)
            return "decodes to " + decoded.Length + " of " + encoded.Length + " bytes: " + decoded;
        if (!SameMnemonic(asked.Mnemonic, decoded.Mnemonic, start != 0))
            return "decodes as " + decoded.Mnemonic;

        var decodedOperands = Enumerable.Range(0, decoded.OpCount).ToList();
        foreach (var op in asked.Operands)
        {
            var found = decodedOperands.FindIndex(operand => Matches(op, decoded, operand, encoded));
            if (found < 0 && !(decoded.Mnemonic == Mnemonic.Nop || IsImplied(op, decoded)))
                return "operand " + op + " is not in " + decoded;
            if (found >= 0)
                decodedOperands.RemoveAt(found);
        }

        return Decorations(asked, decoded);
    }

    private static bool SameMnemonic(Mnemonic asked, Mnemonic decoded, bool waits) => asked == decoded
        || (waits && "Fn" + asked.ToString()[1..] == decoded.ToString())
        || (asked, decoded) is (Mnemonic.Nop, Mnemonic.Pause) or (Mnemonic.Int, Mnemonic.Int3) or (Mnemonic.Xchg, Mnemonic.Nop) or (Mnemonic.Pushf, Mnemonic.Pushfq or Mnemonic.Pushfd)
            or (Mnemonic.Popf, Mnemonic.Popfq or Mnemonic.Popfd) or (Mnemonic.Pusha, Mnemonic.Pushad) or (Mnemonic.Popa, Mnemonic.Popad)
            or (Mnemonic.Iret, Mnemonic.Iretd);

    private static bool IsImplied(Op op, in Instruction decoded) => op.Register == Register.XMM0 || (op.Form == OpForm.Immediate && decoded.Mnemonic == Mnemonic.Int3)
        || decoded.Op0Kind is OpKind.FarBranch16 or OpKind.FarBranch32;

    private static bool Matches(Op op, in Instruction decoded, int operand, EncodedInstruction encoded)
    {
        var kind = decoded.GetOpKind(operand);
        switch (op.Form)
        {
            case OpForm.Register:
                return kind == OpKind.Register && (decoded.GetOpRegister(operand) == op.Register || SameNumber(op.Register, decoded.GetOpRegister(operand)));
            case OpForm.Memory:
                return kind == OpKind.Memory ? decoded.Mnemonic == Mnemonic.Xlatb || SameAddress(op, decoded, encoded) : OperandSamples.IsImplied(WideOf(kind));
            case OpForm.Immediate when kind is OpKind.FarBranch16 or OpKind.FarBranch32:
                return true;
            case OpForm.Immediate:
                return IsNumber(kind) && SameNumber(op.Value, decoded.GetImmediate(operand), kind);
            default:
                return kind is not (OpKind.Register or OpKind.Memory);
        }
    }

    private static OpKind WideOf(OpKind kind) => kind switch
    {
        OpKind.MemorySegESI or OpKind.MemorySegSI => OpKind.MemorySegRSI,
        OpKind.MemoryESEDI or OpKind.MemoryESDI => OpKind.MemoryESRDI,
        _ => kind,
    };

    /// <summary>The same register in another size, where the size means nothing.</summary>
    private static bool SameNumber(Register asked, Register decoded) =>
        asked is >= Register.AX and <= Register.R15 && decoded is >= Register.AX and <= Register.R15 && asked.GetNumber() == decoded.GetNumber();

    private static bool IsNumber(OpKind kind) => kind is >= OpKind.Immediate8 and <= OpKind.Immediate32to64;

    private static bool SameNumber(long asked, ulong decoded, OpKind kind)
    {
        var bits = kind switch
        {
            OpKind.Immediate8 or OpKind.Immediate8_2nd => 8,
            OpKind.Immediate16 or OpKind.Immediate8to16 => 16,
            OpKind.Immediate32 or OpKind.Immediate8to32 => 32,
            _ => 64,
        };
        return ((ulong)asked ^ decoded) << (64 - bits) == 0;
    }

    private static bool SameAddress(Op op, in Instruction decoded, EncodedInstruction encoded)
    {
        var (first, index, scale) = (op.Register, op.IndexRegister, (int)op.Scale);
        var direct = decoded.MemoryBase == first && decoded.MemoryIndex == index && (index == Register.None || decoded.MemoryIndexScale == scale);
        var swapped = scale == 1 && decoded.MemoryBase == index && decoded.MemoryIndex == first;
        if (!direct && !swapped)
            return false;
        if (op.SegmentRegister is Register.FS or Register.GS && decoded.MemorySegment != op.SegmentRegister)
            return false;
        if (op.Symbol is not null)
            return encoded.Displacement.Kind != FieldKind.None;
        var displacement = first is Register.RIP or Register.EIP ? decoded.MemoryDisplacement64 - decoded.NextIP : decoded.MemoryDisplacement64;
        var is16 = decoded.MemoryDisplSize == 2 || AddressBuilder.RegisterWidth(first, index) == 16;
        return is16 ? (ushort)displacement == (ushort)op.Value : (int)displacement == (int)op.Value;
    }

    private static string? Decorations(Case asked, in Instruction decoded)
    {
        var mask = asked.Operands.Select(op => op.MaskRegister).FirstOrDefault(register => register != Register.None);
        var all = asked.Operands.Aggregate(OpDecorations.None, (sum, op) => sum | op.Decorations);
        var rounding = (all & OpDecorations.AnyRounding) switch
        {
            OpDecorations.RoundNearest => RoundingControl.RoundToNearest,
            OpDecorations.RoundDown => RoundingControl.RoundDown,
            OpDecorations.RoundUp => RoundingControl.RoundUp,
            OpDecorations.RoundZero => RoundingControl.RoundTowardZero,
            _ => RoundingControl.None,
        };
        if (decoded.OpMask != mask)
            return "has mask " + decoded.OpMask;
        if (decoded.ZeroingMasking != all.HasFlag(OpDecorations.Zeroing) || decoded.IsBroadcast != all.HasFlag(OpDecorations.Broadcast))
            return "differs in zeroing or broadcasting: " + decoded;
        return decoded.RoundingControl != rounding || (decoded.SuppressAllExceptions != all.HasFlag(OpDecorations.Sae) && rounding == RoundingControl.None)
            ? "differs in rounding: " + decoded : null;
    }
}
