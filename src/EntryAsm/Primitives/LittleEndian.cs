// SPDX-License-Identifier: MIT
using System.Buffers.Binary;

namespace EntryAsm.Primitives;

/// <summary>Numbers as x86 stores them.</summary>
internal static class LittleEndian
{
    /// <summary>Writes the low bytes of a value, as many as the room has: 1, 2, 4 or 8.</summary>
    public static void Write(Span<byte> room, long value)
    {
        switch (room.Length)
        {
            case 1: room[0] = unchecked((byte)value); break;
            case 2: BinaryPrimitives.WriteInt16LittleEndian(room, unchecked((short)value)); break;
            case 4: BinaryPrimitives.WriteInt32LittleEndian(room, unchecked((int)value)); break;
            case 8: BinaryPrimitives.WriteInt64LittleEndian(room, value); break;
            default: throw new ArgumentException("no field has " + room.Length + " bytes", nameof(room));
        }
    }

    /// <summary>Reads an unsigned value as wide as the bytes given, at most 8.</summary>
    public static ulong Read(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var i = bytes.Length - 1; i >= 0; i--)
            value = value << 8 | bytes[i];
        return value;
    }
}
