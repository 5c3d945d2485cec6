// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace EntryAsm.Writers.Listings;

/// <summary>The columns of a listing. A line never ends in a space.</summary>
internal sealed class ListingText
{
    /// <summary>Bytes shown on one line; longer ones continue below.</summary>
    public const int BytesOnLine = 11;

    internal const int BytesColumn = 9, StatementColumn = BytesColumn + BytesOnLine * 3 + 1, LineColumn = StatementColumn + 50, RelocationColumn = LineColumn + 20;

    /// <summary>Copied: to fill with spaces is a method that the just-in-time compiler works at for a millisecond.</summary>
    private const string Spaces = "                                                                ";

    private readonly StringBuilder text = new();
    private int start;

    /// <summary>A line of its own at a column.</summary>
    public void Line(string content, int indent = 0)
    {
        text.Append(' ', indent).Append(content);
        End();
    }

    /// <summary>One line of an item.</summary>
    /// <param name="offset">The offset column.</param>
    /// <param name="bytes">The bytes column: bytes, at most <see cref="BytesOnLine"/>.</param>
    /// <param name="statement">The statement column.</param>
    /// <param name="line">The C# line column.</param>
    /// <param name="relocation">The relocation column.</param>
    public void Row(string offset, ReadOnlySpan<byte> bytes, string statement = "", string line = "", string relocation = "")
    {
        text.Append("  ").Append(offset);
        To(BytesColumn);
        foreach (var value in bytes)
            text.Append(HexDigit(value >> 4)).Append(HexDigit(value & 0xf)).Append(' ');
        Finish(statement, line, relocation);
    }

    /// <summary>One line of an item whose bytes are counted rather than shown.</summary>
    public void Row(string offset, string bytes, string statement, string line)
    {
        text.Append("  ").Append(offset);
        To(BytesColumn);
        text.Append(bytes);
        Finish(statement, line, "");
    }

    /// <summary>A line of a table: columns of at least the given widths, then the C# line.</summary>
    public void Table(string[] cells, int[] widths, string line)
    {
        text.Append("  ");
        var column = 2;
        for (var i = 0; i < cells.Length; i++)
        {
            text.Append(cells[i]);
            column += widths[i];
            if (cells[i].Length != 0)
                text.Append("  ");
            To(column);
        }

        text.Append(line);
        End();
    }

    /// <summary>A name at a place: on the left what it is, on the right its C# line.</summary>
    public void Name(string name, string line)
    {
        text.Append(name);
        if (line.Length != 0)
        {
            text.Append("  ");
            To(LineColumn);
            text.Append(line);
        }

        End();
    }

    public static string Offset(long offset) => "+" + offset.ToString("x4", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    private void Finish(string statement, string line, string relocation)
    {
        To(StatementColumn);
        text.Append(statement).Append(' ');
        To(LineColumn);
        text.Append(line).Append(' ');
        To(RelocationColumn);
        text.Append(relocation);
        End();
    }

    private void To(int column)
    {
        for (int missing; (missing = column - (text.Length - start)) > 0;)
            text.Append(Spaces, 0, Math.Min(missing, Spaces.Length));
    }

    private void End()
    {
        var end = text.Length;
        while (end > start && text[end - 1] == ' ')
            end--;
        text.Length = end;
        text.Append('\n');
        start = text.Length;
    }

    private static char HexDigit(int value) => (char)(value < 10 ? '0' + value : 'a' + value - 10);
}
