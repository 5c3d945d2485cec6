// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;

namespace EntryAsm.Encoding;

/// <summary>Padding in code as GNU as 2.40 writes it for a generic processor: few, long no-ops.</summary>
internal static class NopPadding
{
    /// <summary>More no-ops than this in a row are jumped over.</summary>
    private const int MostInARow = 7;

    /// <inheritdoc cref="MostInARow"/>
    private const int MostInARowOf16BitCode = 2;

    /// <param name="room">Where to write.</param>
    /// <param name="is16Bit">In 16-bit code.</param>
    /// <param name="longest">The longest instruction; 0 for the longest there is. It does not change whether the rest is jumped over.</param>
    public static void Write(Span<byte> room, bool is16Bit, int longest = 0)
    {
        if (is16Bit)
        {
            if (room.Length / LongNops.LongestOf16BitCode > MostInARowOf16BitCode)
                room = JumpOver(room, [0x66, 0xe9]);
            LongNops.FillIn16BitCode(room, longest == 0 ? LongNops.LongestOf16BitCode : longest);
            return;
        }

        if (room.Length / LongNops.LongestOfAssembler > MostInARow)
            room = JumpOver(room, [0xe9]);
        LongNops.Fill(room, longest == 0 ? LongNops.LongestOfAssembler : longest);
    }

    /// <summary>Writes a jump to the end of the padding and returns what is left to fill.</summary>
    /// <param name="room">The padding.</param>
    /// <param name="near">The opcode of a jump with a 32-bit distance, with its prefix.</param>
    private static Span<byte> JumpOver(Span<byte> room, ReadOnlySpan<byte> near)
    {
        if (room.Length - 2 <= sbyte.MaxValue)
        {
            room[0] = 0xeb;
            room[1] = (byte)(room.Length - 2);
            return room.Slice(2);
        }

        near.CopyTo(room);
        var length = near.Length + 4;
        LittleEndian.Write(room.Slice(near.Length, 4), room.Length - length);
        return room.Slice(length);
    }
}
