// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Primitives;

namespace EntryAsm.Layout;

/// <summary>Padding in code as GNU as 2.40 writes it for a generic processor: few, long no-operation instructions.</summary>
internal static class NopPadding
{
    /// <summary>More no-operation instructions than this in a row are jumped over.</summary>
    private const int MostInARow = 7;

    public static void Write(Span<byte> room)
    {
        if (room.Length / LongNops.LongestOfAssembler > MostInARow)
            room = JumpOver(room);
        LongNops.Fill(room, LongNops.LongestOfAssembler);
    }

    /// <summary>Writes a jump to the end of the padding and gives back what is left to fill.</summary>
    private static Span<byte> JumpOver(Span<byte> room)
    {
        if (room.Length - 2 <= sbyte.MaxValue)
        {
            room[0] = 0xeb;
            room[1] = (byte)(room.Length - 2);
            return room.Slice(2);
        }

        room[0] = 0xe9;
        LittleEndian.Write(room.Slice(1, 4), room.Length - 5);
        return room.Slice(5);
    }
}
