// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Writers.Listings;

namespace EntryAsm.Tool;

/// <summary>The C# lines of a listing in full: <c>+n</c> counts from the last symbol, or a label under it, whose line is in the same file.</summary>
internal sealed class CSharpLines
{
    private ListedLine symbol;
    private int anchorLine;

    public void Reset() => (symbol, anchorLine) = (ListedLine.None, 0);

    public ListedLine OfSymbol(string line)
    {
        symbol = Read(line);
        anchorLine = symbol.Number;
        return symbol;
    }

    public ListedLine OfLabel(string line)
    {
        if (!IsCount(line, out var count))
            return Read(line);
        anchorLine = symbol.Number + count;
        return symbol with { Number = anchorLine };
    }

    public ListedLine OfItem(string line) => IsCount(line, out var count) ? symbol with { Number = anchorLine + count } : Read(line);

    /// <summary><c>file:line</c>; none for another text.</summary>
    public static ListedLine Read(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new ListedLine(text[..colon], number) : ListedLine.None;
    }

    private static bool IsCount(string line, out int count)
    {
        count = 0;
        return line.StartsWith('+') && int.TryParse(line.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out count);
    }
}
