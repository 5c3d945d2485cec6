// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Writers;

/// <summary>
/// Finds the call that makes an instruction. The plain one comes first; where it would make other bytes, the ways that an author has to ask for these
/// are tried, the shortest first, and our own encoder says which it is.
/// </summary>
/// <param name="references">Writes what is in the fields; null where nobody asks for it.</param>
internal sealed class CallReader(ReferenceText? references)
{
    private const int MostOperands = 5;

    /// <summary>Prefixes that the decoder tells also where they are part of the opcode (VIA's PadLock).</summary>
    private const InstructionPrefixes Repeats = InstructionPrefixes.Rep | InstructionPrefixes.Repne;

    private readonly OperandReader operands = new(references);
    private readonly EncodedInstruction encoded = new();
    private InstructionEncoder encoder = new(64);

    /// <summary>The call that makes exactly the bytes of an item; null where there is none.</summary>
    public InstructionCall? Read(in DecodedItem item) => Find(item) ?? (SeenByAmd(item) is { } other ? Find(other) : null);

    /// <summary>AMD's processors take 66 before an indirect branch of 64-bit code, which those of Intel ignore and the decoder does as well.</summary>
    private static DecodedItem? SeenByAmd(DecodedItem item)
    {
        if (item.Bitness != 64 || item.Instruction.FlowControl is not (FlowControl.IndirectBranch or FlowControl.IndirectCall))
            return null;
        var decoder = Decoder.Create(64, item.Bytes.ToArray(), DecoderOptions.AMD | DecoderOptions.NoInvalidCheck);
        decoder.IP = item.Address;
        decoder.Decode(out item.Instruction);
        return item;
    }

    private InstructionCall? Find(in DecodedItem item)
    {
        if (encoder.Bitness != item.Bitness)
            encoder = new InstructionEncoder(item.Bitness);
        var forms = CodeForms.Of(item.Instruction);
        var prefixes = CallPrefixes.Decoded(item.Instruction);
        return First(item, forms, prefixes, item.Request, isPlain: true) ?? Wished(item, forms, prefixes)
            ?? ((prefixes & Repeats) != 0 ? Wished(item, forms, prefixes & ~Repeats) : null);
    }

    private InstructionCall? Wished(in DecodedItem item, (Mnemonic Mnemonic, int Form)[] forms, InstructionPrefixes prefixes)
    {
        foreach (var (more, request) in CallPrefixes.Wishes(item))
        {
            if (First(item, forms, prefixes | more, request, isPlain: false) is { } call)
                return call;
        }

        return null;
    }

    /// <summary>What the decoder sees, as a call; whether that makes the same bytes is not asked.</summary>
    public InstructionCall? Decoded(in DecodedItem item)
    {
        var spelling = new OperandSpelling(OperandReader.WidthOf(item.Instruction), AsDecoded: true);
        foreach (var (mnemonic, form) in CodeForms.Of(item.Instruction))
        {
            if (operands.Read(item, Forms.Row(form), Forms.TraitsOf(form), spelling) is { } written)
                return new InstructionCall(mnemonic, written, CallPrefixes.Decoded(item.Instruction), item.Request);
        }

        return null;
    }

    private InstructionCall? First(in DecodedItem item, (Mnemonic Mnemonic, int Form)[] forms, InstructionPrefixes prefixes, EncodingRequest request, bool isPlain)
    {
        foreach (var (mnemonic, form) in forms)
        {
            foreach (var spelling in Spellings(item, form))
            {
                if (operands.Read(item, Forms.Row(form), Forms.TraitsOf(form), spelling) is not { } written)
                    break;
                var call = new InstructionCall(mnemonic, written, prefixes, request);
                if (Makes(item, call, isPlain))
                    return call;
            }
        }

        return null;
    }

    /// <summary>The ways to write the operands of a form, the usual one first.</summary>
    private static IEnumerable<OperandSpelling> Spellings(DecodedItem item, int form)
    {
        var usual = new OperandSpelling(OperandReader.WidthOf(item.Instruction));
        yield return usual;
        yield return usual with { AsDecoded = true };
        if (item.Instruction.IsBroadcast)
            yield return usual with { BroadcastCount = Broadcasts.Count(form) };
        if (HasNumber(item.Instruction))
            yield return usual with { IsOtherSign = true };
        if (usual.Width != MemoryWidth.None)
            yield return usual with { Width = MemoryWidth.None };
        foreach (var width in WidthsOf(Forms.Row(form)).Where(width => width != usual.Width))
            yield return usual with { Width = width };
    }

    private static IEnumerable<MemoryWidth> WidthsOf(ulong row)
    {
        var kinds = OperandKinds.None;
        for (var slot = 0; slot < Forms.Slots(row); slot++)
            kinds |= Forms.Kinds(row, slot);
        for (var (kind, index) = (OperandKinds.MemoryByte, 0); kind < OperandKinds.MemoryUnsized; kind = (OperandKinds)((ulong)kind << 1), index++)
        {
            if ((kinds & kind) != 0)
                yield return ByKind[index];
        }
    }

    /// <summary>In the order of <see cref="OperandKinds"/>.</summary>
    private static readonly MemoryWidth[] ByKind =
        [MemoryWidth.Byte, MemoryWidth.Word, MemoryWidth.Dword, MemoryWidth.Fword, MemoryWidth.Qword, MemoryWidth.Tbyte, MemoryWidth.Xmmword, MemoryWidth.Ymmword, MemoryWidth.Zmmword];

    private static bool HasNumber(in Instruction code)
    {
        for (var operand = 0; operand < code.OpCount; operand++)
        {
            if (code.GetOpKind(operand) is >= OpKind.Immediate8 and <= OpKind.Immediate32to64)
                return true;
        }

        return false;
    }

    /// <summary>True when a call makes the bytes of an item, but for the fields in which symbols stand.</summary>
    private bool Makes(in DecodedItem item, InstructionCall call, bool isPlain)
    {
        var written = new Op[MostOperands];
        call.Operands.CopyTo(written, 0);
        var list = new OperandList(written[0], written[1], written[2], written[3], written[4], call.Operands.Length);
        try
        {
            // What seldom fits is asked whether a form takes it before an error is explained.
            if (!isPlain && FormChooser.Choose(call.Mnemonic, list, OperandClassifier.Of(list), call.Prefixes, call.Request, item.Bitness) < 0)
                return false;
            encoder.Encode(call.Mnemonic, list, call.Prefixes, call.Request, encoded);
        }
        catch (EntryAsmException)
        {
            return false;
        }

        return encoded.Branch == RelaxableBranch.None ? IsEncoded(item) : IsEncodedBranch(item.Bytes.Span);
    }

    /// <summary>The layout writes what follows the prefixes of a branch.</summary>
    private bool IsEncodedBranch(ReadOnlySpan<byte> bytes) => bytes.Length > encoded.Length && bytes.Slice(0, encoded.Length).SequenceEqual(encoded.Bytes.AsSpan(0, encoded.Length))
        && (encoded.Branch == RelaxableBranch.Jump ? bytes[encoded.Length] is 0xeb or 0xe9 : bytes[encoded.Length] is 0x0f or (>= 0x70 and <= 0x7f));

    private bool IsEncoded(in DecodedItem item)
    {
        if (encoded.Length != item.Bytes.Length || !IsAtField(item.Displacement, item) || !IsAtField(item.Immediate, item) || !IsAtField(item.SecondImmediate, item))
            return false;
        var bytes = item.Bytes.Span;
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] != encoded.Bytes[at] && !Holds(encoded.Displacement, at) && !Holds(encoded.Immediate, at))
                return false;
        }

        return true;
    }

    private bool IsAtField(EntryReference? reference, in DecodedItem item) => reference is not { } named
        || Holds(encoded.Displacement, named.Offset - item.Offset) || Holds(encoded.Immediate, named.Offset - item.Offset);

    private static bool Holds(SymbolField field, int at) => field.Kind != FieldKind.None && at >= field.Offset && at < field.Offset + field.Width;
}
