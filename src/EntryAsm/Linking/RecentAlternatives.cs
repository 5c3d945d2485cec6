// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using EntryAsm.Encoding;
using EntryAsm.Errors;
using EntryAsm.Objects;
using EntryAsm.Primitives;

namespace EntryAsm.Linking;

/// <summary>
/// Patches code for a processor as Linux 6.12 does it while booting (apply_alternatives, arch/x86/kernel/alternative.c): rows of 14 bytes with flags, several for
/// one place where alternatives nest. What counts from its own address in the replacement is where a relocation was.
/// </summary>
internal static class RecentAlternatives
{
    private const int Size = KernelSections.AlternativeSizeWithFlags;

    /// <param name="memory">Finds the bytes of the image at an address.</param>
    /// <param name="table">The linked <c>.altinstructions</c>.</param>
    /// <param name="address">Its address.</param>
    /// <param name="relative">The addresses of the 32-bit fields in replacements that count from themselves, sorted.</param>
    /// <param name="hasFeature">Says which features the processor has.</param>
    public static void Apply(ImageMemory memory, ReadOnlySpan<byte> table, ulong address, List<ulong> relative, Func<int, bool> hasFeature)
    {
        Span<byte> buffer = stackalloc byte[255];
        for (var at = 0; at + Size <= table.Length; at += Size)
        {
            var row = table.Slice(at, Size);
            var here = address + (uint)at;
            var original = Original(table, at, address);
            int feature = BinaryPrimitives.ReadUInt16LittleEndian(row.Slice(8)), flags = BinaryPrimitives.ReadUInt16LittleEndian(row.Slice(10)), replacementLength = row[13];

            // A call that a row makes direct goes where it goes anyway.
            if (hasFeature(feature) == ((flags & AlternativeEntry.FlagNot) != 0) || (flags & AlternativeEntry.FlagDirectCall) != 0)
                continue;
            var length = LongestFor(table, at, address, original);
            if (replacementLength > length)
                throw Error.LinkPlacement("the alternative at " + NumberText.Hex(here) + " is longer than what it replaces");
            var replacement = unchecked(here + 4 + (ulong)BinaryPrimitives.ReadInt32LittleEndian(row.Slice(4)));
            memory.OfAlternative(replacement, replacementLength, here).CopyTo(buffer);
            Retarget(buffer, replacement, replacementLength, unchecked((int)(replacement - original)), relative);
            LongNops.Fill(buffer.Slice(replacementLength, length - replacementLength), LongNops.LongestOfKernel);
            buffer.Slice(0, length).CopyTo(memory.OfAlternative(original, length, here));
        }
    }

    /// <summary>Rows of one place are side by side; each has the padding that was there when it was written, the outermost all of it.</summary>
    private static int LongestFor(ReadOnlySpan<byte> table, int at, ulong address, ulong original)
    {
        int first = at, longest = 0;
        while (first >= Size && Original(table, first - Size, address) == original)
            first -= Size;
        for (var row = first; row + Size <= table.Length && Original(table, row, address) == original; row += Size)
            longest = Math.Max(longest, table[row + 12]);
        return longest;
    }

    private static ulong Original(ReadOnlySpan<byte> table, int at, ulong address) =>
        unchecked(address + (uint)at + (ulong)BinaryPrimitives.ReadInt32LittleEndian(table.Slice(at)));

    private static void Retarget(Span<byte> code, ulong replacement, int length, int moved, List<ulong> relative)
    {
        var next = relative.BinarySearch(replacement);
        for (next = next < 0 ? ~next : next; next < relative.Count && relative[next] - replacement < (uint)length; next++)
        {
            var field = code.Slice((int)(relative[next] - replacement));
            BinaryPrimitives.WriteInt32LittleEndian(field, unchecked(BinaryPrimitives.ReadInt32LittleEndian(field) + moved));
        }
    }
}
