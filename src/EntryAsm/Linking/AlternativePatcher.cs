// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using EntryAsm.Encoding;
using EntryAsm.Errors;
using EntryAsm.Primitives;

namespace EntryAsm.Linking;

/// <summary>
/// Patches code for a processor as Linux 4.20 and 5.0 do it while booting (apply_alternatives, arch/x86/kernel/alternative.c): every row whose
/// feature is there is copied over its original, calls and jumps keep their target, the rest is filled with long no-ops.
/// </summary>
internal static class AlternativePatcher
{
    private const byte Call = 0xe8, NearJump = 0xe9, ShortJump = 0xeb;

    /// <param name="memory">Finds the bytes of the image at an address.</param>
    /// <param name="table">The linked <c>.altinstructions</c>.</param>
    /// <param name="address">Its address.</param>
    /// <param name="hasFeature">Says which features the processor has.</param>
    public static void Apply(ImageMemory memory, Span<byte> table, ulong address, Func<int, bool> hasFeature)
    {
        Span<byte> buffer = stackalloc byte[255];
        for (var at = 0; at + AlternativeEntry.Size <= table.Length; at += AlternativeEntry.Size)
        {
            var row = table.Slice(at, AlternativeEntry.Size);
            var here = address + (uint)at;
            var original = unchecked(here + (ulong)BinaryPrimitives.ReadInt32LittleEndian(row));
            int feature = BinaryPrimitives.ReadUInt16LittleEndian(row.Slice(8)), length = row[10], replacementLength = row[11], padding = row[12];
            var code = memory.OfAlternative(original, length, here);
            if (padding > length || replacementLength > length)
                throw Error.LinkPlacement("the alternative at " + NumberText.Hex(here) + " is longer than what it replaces");
            if (!hasFeature(feature))
            {
                if (padding > 1)
                    OptimizePadding(code, padding);
                continue;
            }

            var replacement = unchecked(here + 4 + (ulong)BinaryPrimitives.ReadInt32LittleEndian(row.Slice(4)));
            memory.OfAlternative(replacement, replacementLength, here).CopyTo(buffer);
            Retarget(buffer.Slice(0, replacementLength), unchecked((int)(replacement - original)));
            LongNops.Fill(buffer.Slice(replacementLength, length - replacementLength), LongNops.LongestOfKernel);
            buffer.Slice(0, length).CopyTo(code);
        }
    }

    /// <summary>
    /// Turns padding of single NOPs into long ones. The kernel of that time looks for the NOPs at the start of the original rather than at its end,
    /// so this happens only where the original is padding altogether or begins with as many NOPs.
    /// </summary>
    private static void OptimizePadding(Span<byte> code, int padding)
    {
        foreach (var value in code.Slice(0, padding))
        {
            if (value != 0x90)
                return;
        }

        LongNops.Fill(code.Slice(code.Length - padding), LongNops.LongestOfKernel);
    }

    /// <summary>A near call or jump that is the whole replacement keeps its target when it moves.</summary>
    private static void Retarget(Span<byte> code, int moved)
    {
        if (code.Length != 5)
            return;
        var distance = unchecked(BinaryPrimitives.ReadInt32LittleEndian(code.Slice(1)) + moved);
        if (code[0] == Call)
            BinaryPrimitives.WriteInt32LittleEndian(code.Slice(1), distance);
        else if (code[0] is NearJump or ShortJump)
            WriteJump(code, unchecked(distance + code.Length));
    }

    /// <summary>A jump forward becomes short where it reaches; one backward stays near (the kernel compares a negative distance with a byte).</summary>
    private static void WriteJump(Span<byte> code, int fromStart)
    {
        if (fromStart >= 0 && fromStart - 2 <= 127)
        {
            code[0] = ShortJump;
            code[1] = (byte)(fromStart - 2);
            LongNops.Fill(code.Slice(2, 3), LongNops.LongestOfKernel);
        }
        else
        {
            code[0] = NearJump;
            BinaryPrimitives.WriteInt32LittleEndian(code.Slice(1), fromStart - 5);
        }
    }
}
