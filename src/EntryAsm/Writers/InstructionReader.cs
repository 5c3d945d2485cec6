// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Iced.Intel;

namespace EntryAsm.Writers;

/// <summary>One item of a section as an instruction, with the references that are in its fields.</summary>
internal struct DecodedItem
{
    public Instruction Instruction;

    /// <summary>The bytes of the item; empty where only the instruction is known.</summary>
    public ReadOnlyMemory<byte> Bytes;

    /// <summary>The offset of the item in its section.</summary>
    public int Offset;

    /// <summary>The mode it is for.</summary>
    public int Bitness;

    /// <summary>What its author asked for.</summary>
    public EncodingRequest Request;

    /// <summary>The reference in the memory displacement, or null.</summary>
    public EntryReference? Displacement;

    /// <summary>The reference in the immediate or branch target, or null.</summary>
    public EntryReference? Immediate;

    /// <summary>The reference in a second immediate, or null.</summary>
    public EntryReference? SecondImmediate;

    /// <summary>The address at which the decoder saw the item start.</summary>
    public readonly ulong Address => Bytes.IsEmpty ? Instruction.IP : (ulong)Offset;
}

/// <summary>Walks the items of a section in order: finds the references of each, and decodes instructions (addresses count from the start of the section).</summary>
internal sealed class InstructionReader
{
    /// <summary><c>wait</c>, the first byte of the x87 instructions that check for pending exceptions.</summary>
    private const int Wait = 0x9B;

    /// <summary>What the decoder must be told to know: encodings that one maker only has, or that were withdrawn.</summary>
    private static readonly DecoderOptions[] Dialects = [DecoderOptions.None, DecoderOptions.AMD, DecoderOptions.Pcommit, DecoderOptions.Udbg, DecoderOptions.Cyrix];

    private readonly ImmutableArray<EntryReference> references;
    private readonly ReadOnlyMemory<byte> contents;
    private readonly ByteArrayCodeReader bytes;
    private readonly int dialects;
    private Decoder? decoder;
    private DecoderOptions known;
    private int next;

    /// <param name="section">What is read.</param>
    /// <param name="knowsDialects">True to know what only single makers have, too.</param>
    public InstructionReader(EntrySection section, bool knowsDialects = false)
    {
        dialects = knowsDialects ? Dialects.Length : 1;
        references = section.References;
        contents = section.Bytes;
        bytes = MemoryMarshal.TryGetArray(section.Bytes, out var segment) ? new ByteArrayCodeReader(segment) : new ByteArrayCodeReader(section.Bytes.ToArray());
    }

    /// <summary>The references inside an item. Items must be asked for in order.</summary>
    public ReadOnlySpan<EntryReference> ReferencesOf(in EntryItem item)
    {
        while (next < references.Length && references[next].Offset < item.Offset)
            next++;
        var start = next;
        while (next < references.Length && references[next].Offset < item.End)
            next++;
        return references.AsSpan().Slice(start, next - start);
    }

    /// <summary>The instruction of an item; false when the bytes are none of that length.</summary>
    public bool TryDecode(in EntryItem item, out DecodedItem decoded)
    {
        decoded = new DecodedItem { Bytes = contents.Slice(item.Offset, item.Length), Offset = item.Offset, Bitness = item.Bitness, Request = item.Request };
        var start = item.Length > 1 && decoded.Bytes.Span[0] == Wait ? 1 : 0;
        ConstantOffsets constants = default;
        var isKnown = false;
        for (var dialect = 0; dialect < dialects && !isKnown; dialect++)
            isKnown = TryDecode(item, start, Dialects[dialect], out decoded.Instruction, out constants);
        if (!isKnown)
            return false;
        foreach (var reference in ReferencesOf(item))
            Place(ref decoded, reference, reference.Offset - item.Offset - start, constants);
        if (start != 0)
            decoded.Instruction.Code = Waiting(decoded.Instruction.Code);
        return true;
    }

    private bool TryDecode(in EntryItem item, int start, DecoderOptions dialect, out Instruction instruction, out ConstantOffsets constants)
    {
        if (decoder is null || decoder.Bitness != item.Bitness || dialect != known)
            decoder = Decoder.Create(item.Bitness, bytes, DecoderOptions.MPX | DecoderOptions.NoInvalidCheck | dialect);
        known = dialect;
        bytes.Position = item.Offset + start;
        decoder.IP = (ulong)(item.Offset + start);
        decoder.Decode(out instruction);
        constants = decoder.GetConstantOffsets(instruction);
        return !instruction.IsInvalid && instruction.Length == item.Length - start;
    }

    private static void Place(ref DecodedItem decoded, EntryReference reference, int field, in ConstantOffsets constants)
    {
        if (constants.HasDisplacement && field == constants.DisplacementOffset)
            decoded.Displacement = reference;
        else if (constants.HasImmediate2 && field == decoded.Instruction.Length - (decoded.Instruction.Op0Kind is OpKind.FarBranch16 or OpKind.FarBranch32 ? 2 : 1))
            decoded.SecondImmediate = reference;
        else
            decoded.Immediate = reference;
    }

    /// <summary>The decoder takes the 9B of <c>fstcw</c> and its like for an instruction of its own.</summary>
    private static Code Waiting(Code code) => code switch
    {
        Code.Fnstenv_m14byte => Code.Fstenv_m14byte,
        Code.Fnstenv_m28byte => Code.Fstenv_m28byte,
        Code.Fnstcw_m2byte => Code.Fstcw_m2byte,
        Code.Fneni => Code.Feni,
        Code.Fndisi => Code.Fdisi,
        Code.Fnclex => Code.Fclex,
        Code.Fninit => Code.Finit,
        Code.Fnsetpm => Code.Fsetpm,
        Code.Fnsave_m94byte => Code.Fsave_m94byte,
        Code.Fnsave_m108byte => Code.Fsave_m108byte,
        Code.Fnstsw_m2byte => Code.Fstsw_m2byte,
        Code.Fnstsw_AX => Code.Fstsw_AX,
        _ => code,
    };
}
