// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using EntryAsm.Primitives;

namespace EntryAsm.Writers.CSharp;

/// <summary>C# source in the making: indentation, blocks, numbers and bytes. Keeps to C# 7.3, the oldest language a consumer may have.</summary>
internal sealed class CSharpText
{
    private const int BytesPerLine = 32;
    private const int PackedBytesPerLine = 256;

    private readonly StringBuilder text = new();
    private int depth;

    public static string Hex(ulong value) => "0x" + value.ToString("x", CultureInfo.InvariantCulture) + "UL";

    public void Line(string line = "")
    {
        if (line.Length != 0)
            text.Append(' ', 4 * depth).Append(line);
        text.Append('\n');
    }

    /// <summary>A documentation comment, one sentence or several.</summary>
    public void Summary(string sentence) =>
        Line("/// <summary>" + sentence.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;") + "</summary>");

    public void Open(string head)
    {
        Line(head);
        Line("{");
        depth++;
    }

    public void Close()
    {
        depth--;
        Line("}");
    }

    /// <summary>Constants in one declaration, one a line: the compiler reads their type once.</summary>
    public void Constants(string type, IReadOnlyList<(string Name, string Value, string Comment)> constants)
    {
        if (constants.Count == 0)
            return;
        Line("public const " + type);
        for (var i = 0; i < constants.Count; i++)
        {
            var (name, value, comment) = constants[i];
            Line("    " + name + " = " + value + (i == constants.Count - 1 ? ";" : ",") + (comment.Length == 0 ? "" : " // " + comment));
        }
    }

    /// <summary>Source that is complete by itself, indented to where it goes.</summary>
    public void Source(string source)
    {
        foreach (var line in source.Split('\n'))
            Line(line.TrimEnd());
    }

    /// <summary>Constant data: the compiler puts it into the assembly's image and the property costs an address.</summary>
    public void Bytes(string name, ReadOnlySpan<byte> bytes)
    {
        Line("public static global::System.ReadOnlySpan<byte> " + name + " => new byte[]");
        Line("{");
        for (var i = 0; i < bytes.Length; i += BytesPerLine)
            Row(bytes.Slice(i, Math.Min(BytesPerLine, bytes.Length - i)));
        Line("};");
    }

    /// <summary>As <see cref="Bytes"/>, as one text of 16-bit units: a token for the compiler where <see cref="Bytes"/> has one for each byte.</summary>
    public void PackedBytes(string name, ReadOnlySpan<byte> bytes)
    {
        Line("public static global::System.ReadOnlySpan<byte> " + name
            + " => global::System.Runtime.InteropServices.MemoryMarshal.AsBytes(global::System.MemoryExtensions.AsSpan(");
        for (var i = 0; i < bytes.Length; i += PackedBytesPerLine)
            PackedRow(bytes.Slice(i, Math.Min(PackedBytesPerLine, bytes.Length - i)), i == 0 ? "" : "+ ");
        Line(")).Slice(0, " + NumberText.Decimal(bytes.Length) + ");");
    }

    public override string ToString() => text.ToString();

    private void Row(ReadOnlySpan<byte> bytes)
    {
        text.Append(' ', 4 * (depth + 1));
        foreach (var value in bytes)
            text.Append(NumberText.Decimal(value)).Append(',');
        text.Append('\n');
    }

    private void PackedRow(ReadOnlySpan<byte> bytes, string plus)
    {
        const string Digits = "0123456789abcdef";
        text.Append(' ', 4 * (depth + 1)).Append(plus).Append('"');
        for (var i = 0; i < bytes.Length; i += 2)
        {
            var (low, high) = (bytes[i], i + 1 < bytes.Length ? bytes[i + 1] : 0);
            text.Append("\\u").Append(Digits[high >> 4]).Append(Digits[high & 15]).Append(Digits[low >> 4]).Append(Digits[low & 15]);
        }

        text.Append("\"\n");
    }
}
