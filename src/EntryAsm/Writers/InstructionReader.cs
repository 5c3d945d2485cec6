// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Iced.Intel;

namespace EntryAsm.Writers;

/// <summary>One item of a section as an instruction, with the references that stand in its fields.</summary>
internal struct DecodedItem
{
    public Instruction Instruction;

    /// <summary>The reference in the memory displacement, or null.</summary>
    public EntryReference? Displacement;

    /// <summary>The reference in the immediate or branch target, or null.</summary>
    public EntryReference? Immediate;

    /// <summary>The reference in a second immediate, or null.</summary>
    public EntryReference? SecondImmediate;
}

/// <summary>Walks the items of a section in order: finds the references of each, and decodes instructions (addresses count from the start of the section).</summary>
internal sealed class InstructionReader
{
    /// <summary><c>wait</c>, the first byte of the x87 instructions that check for pending exceptions.</summary>
    private const int Wait = 0x9B;

    private readonly ImmutableArray<EntryReference> references;
    private readonly ByteArrayCodeReader bytes;
    private Decoder? decoder;
    private int next;

    public InstructionReader(EntrySection section)
    {
        references = section.References;
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
        decoded = default;
        if (decoder is null || decoder.Bitness != item.Bitness)
            decoder = Decoder.Create(item.Bitness, bytes, DecoderOptions.MPX | DecoderOptions.NoInvalidCheck);
        bytes.Position = item.Offset;
        var start = item.Length > 1 && bytes.ReadByte() == Wait ? 1 : 0;
        bytes.Position = item.Offset + start;
        decoder.IP = (ulong)(item.Offset + start);
        decoder.Decode(out decoded.Instruction);

        var constants = decoder.GetConstantOffsets(decoded.Instruction);
        foreach (var reference in ReferencesOf(item))
        {
            var field = reference.Offset - item.Offset - start;
            if (constants.HasDisplacement && field == constants.DisplacementOffset)
                decoded.Displacement = reference;
            else if (constants.HasImmediate2 && field == decoded.Instruction.Length - (decoded.Instruction.Op0Kind is OpKind.FarBranch16 or OpKind.FarBranch32 ? 2 : 1))
                decoded.SecondImmediate = reference;
            else
                decoded.Immediate = reference;
        }

        if (decoded.Instruction.IsInvalid || decoded.Instruction.Length != item.Length - start)
            return false;
        if (start != 0)
            decoded.Instruction.Code = Waiting(decoded.Instruction.Code);
        return true;
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
