// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>Padding in code as GNU as 2.40 writes it for a generic processor: few, long no-operation instructions.</summary>
internal static class NopPadding
{
    /// <summary>More no-operation instructions than this in a row are jumped over.</summary>
    private const int MostInARow = 7;

    /// <summary>By length, from 1 to 11 bytes (Intel SDM vol. 2, NOP, and prefixes that change nothing).</summary>
    private static readonly byte[][] Patterns =
    [
        [0x90],
        [0x66, 0x90],
        [0x0f, 0x1f, 0x00],
        [0x0f, 0x1f, 0x40, 0x00],
        [0x0f, 0x1f, 0x44, 0x00, 0x00],
        [0x66, 0x0f, 0x1f, 0x44, 0x00, 0x00],
        [0x0f, 0x1f, 0x80, 0x00, 0x00, 0x00, 0x00],
        [0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
        [0x66, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
        [0x66, 0x2e, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
        [0x66, 0x66, 0x2e, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
    ];

    public static void Write(Span<byte> room)
    {
        if (room.Length / Patterns.Length > MostInARow)
            room = JumpOver(room);

        while (room.Length > 0)
        {
            var pattern = Patterns[Math.Min(room.Length, Patterns.Length) - 1];
            pattern.CopyTo(room);
            room = room.Slice(pattern.Length);
        }
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
