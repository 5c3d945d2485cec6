// SPDX-License-Identifier: MIT
using System.Text;

namespace EntryAsm.Formats.Binary;

/// <summary>Builds the bytes of <see cref="EntryObjectFormat"/>: variable-length integers and a table of strings.</summary>
internal sealed class SerializationWriter
{
    private readonly Dictionary<string, int> indices = new(StringComparer.Ordinal);
    private readonly List<string> strings = [];
    private byte[] buffer = new byte[1024];
    private int length;

    public void Byte(byte value)
    {
        Reserve(1);
        buffer[length++] = value;
    }

    /// <summary>Seven bits a byte, the lowest first; the top bit says that more follow (LEB128).</summary>
    public void Unsigned(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            buffer[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        buffer[length++] = (byte)value;
    }

    public void Count(int value) => Unsigned((uint)value);

    /// <summary>Sign in the lowest bit, so that small negative numbers stay short.</summary>
    public void Signed(long value) => Unsigned(unchecked((ulong)(value << 1 ^ value >> 63)));

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
    }

    /// <summary>The index of a string; the strings themselves follow the rest in <see cref="Finish"/>.</summary>
    public void Text(string text)
    {
        if (!indices.TryGetValue(text, out var index))
        {
            index = strings.Count;
            indices.Add(text, index);
            strings.Add(text);
        }

        Count(index);
    }

    public void Location(SourceLocation location)
    {
        Text(location.File);
        Count(location.Line);
    }

    /// <summary>The header, the strings, then everything written so far.</summary>
    public byte[] Finish(ReadOnlySpan<byte> header)
    {
        var head = new SerializationWriter();
        head.Bytes(header);
        head.Count(strings.Count);
        foreach (var text in strings)
        {
            var utf8 = System.Text.Encoding.UTF8.GetBytes(text);
            head.Count(utf8.Length);
            head.Bytes(utf8);
        }

        head.Bytes(buffer.AsSpan(0, length));
        return head.buffer.AsSpan(0, head.length).ToArray();
    }

    private void Reserve(int count)
    {
        if (buffer.Length - length < count)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + count));
    }
}
