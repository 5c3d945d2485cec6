// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Iced.Intel;

namespace EntryAsm;

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
            decoder = Decoder.Create(item.Bitness, bytes);
        bytes.Position = item.Offset;
        decoder.IP = (ulong)item.Offset;
        decoder.Decode(out decoded.Instruction);

        var constants = decoder.GetConstantOffsets(decoded.Instruction);
        foreach (var reference in ReferencesOf(item))
        {
            var field = reference.Offset - item.Offset;
            if (constants.HasDisplacement && field == constants.DisplacementOffset)
                decoded.Displacement = reference;
            else if (constants.HasImmediate && field == constants.ImmediateOffset)
                decoded.Immediate = reference;
            else
                decoded.SecondImmediate = reference;
        }

        return !decoded.Instruction.IsInvalid && decoded.Instruction.Length == item.Length;
    }
}
