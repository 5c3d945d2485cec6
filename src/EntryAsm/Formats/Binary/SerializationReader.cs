// SPDX-License-Identifier: MIT
using System.Text;
using EntryAsm.Errors;
using EntryAsm.Primitives;

namespace EntryAsm.Formats.Binary;

/// <summary>Reads what <see cref="SerializationWriter"/> wrote. Every error in the bytes is an <see cref="EntryAsmException"/> that names the offset.</summary>
internal ref struct SerializationReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> bytes;
    private string[] strings;
    private int position;

    public SerializationReader(ReadOnlySpan<byte> bytes, int position)
    {
        this.bytes = bytes;
        this.position = position;
        strings = [];
    }

    public readonly int Position => position;

    public void ReadStrings()
    {
        var count = Count(1, "strings");
        var read = new string[count];
        for (var i = 0; i < count; i++)
            read[i] = Utf8(Count(1, "characters"));
        strings = read;
    }

    public byte Byte(string what)
    {
        if (position >= bytes.Length)
            throw Ended(what);
        return bytes[position++];
    }

    public ulong Unsigned(string what)
    {
        ulong value = 0;
        var start = position;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte(what);
            if (shift == 63 && next > 1)
                break;
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        throw Wrong(start, what + " does not fit 64 bits");
    }

    public long Signed(string what)
    {
        var value = Unsigned(what);
        return unchecked((long)(value >> 1) ^ -(long)(value & 1));
    }

    /// <summary>A number from 0 to <paramref name="limit"/>.</summary>
    public int Number(int limit, string what) => (int)Number((uint)limit, what);

    /// <inheritdoc cref="Number(int, string)"/>
    public uint Number(uint limit, string what)
    {
        var start = position;
        var value = Unsigned(what);
        return value <= limit ? (uint)value : throw Wrong(start, what + " is " + NumberText.Decimal(value) + ", the most is " + NumberText.Decimal(limit));
    }

    /// <summary>A signed number within a range.</summary>
    public int Number(int least, int most, string what)
    {
        var start = position;
        var value = Signed(what);
        if (value < least || value > most)
            throw Wrong(start, what + " is out of range: " + NumberText.Decimal(value));
        return (int)value;
    }

    /// <summary>How many elements follow: never more than the bytes that are left can hold.</summary>
    public int Count(int bytesEach, string what) => Number((bytes.Length - position) / bytesEach, "the number of " + what);

    public string Text(string what) => strings.Length == 0 ? throw Wrong(position, "there is no string for " + what) : strings[Number(strings.Length - 1, what)];

    public SourceLocation Location() => new(Text("a file name"), Number(int.MaxValue, "a line"));

    public ReadOnlySpan<byte> Bytes(int count, string what)
    {
        if (count > bytes.Length - position)
            throw Ended(what);
        position += count;
        return bytes.Slice(position - count, count);
    }

    public readonly void ExpectEnd()
    {
        if (position != bytes.Length)
            throw Wrong(position, "the object ends here but more bytes follow");
    }

    public static EntryAsmException Wrong(int offset, string reason) =>
        Error.Format("the serialised object is corrupt at byte offset " + NumberText.Decimal((uint)offset) + ": " + reason + "; build the module again");

    private readonly EntryAsmException Ended(string what) => Wrong(bytes.Length, "it ends where " + what + " should be");

    private string Utf8(int count)
    {
        var start = position;
        try
        {
            return StrictUtf8.GetString(Bytes(count, "a string").ToArray());
        }
        catch (DecoderFallbackException)
        {
            throw Wrong(start, "a string is not UTF-8");
        }
    }
}
