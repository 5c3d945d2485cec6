// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>Numbers as x86 stores them.</summary>
internal static class LittleEndian
{
    /// <summary>Writes the low bytes of a value, as many as the room has.</summary>
    public static void Write(Span<byte> room, long value)
    {
        for (var i = 0; i < room.Length; i++)
            room[i] = (byte)(value >> (8 * i));
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
