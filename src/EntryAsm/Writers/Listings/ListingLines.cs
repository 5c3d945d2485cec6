// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;

namespace EntryAsm.Writers.Listings;

/// <summary>C# lines as a listing tells them: counted from the last name above where that is possible, so that lines further down stay as they were.</summary>
/// <param name="isAbsolute">True to tell every line in full.</param>
internal sealed class ListingLines(bool isAbsolute)
{
    private ListedLine symbol;
    private int anchorLine;

    /// <summary>There is no symbol above: lines are given in full.</summary>
    public void Reset() => symbol = ListedLine.None;

    public string OfSymbol(ListedLine line)
    {
        symbol = line;
        anchorLine = line.Number;
        return line.ToString();
    }

    public string OfLabel(ListedLine line)
    {
        if (!CountsFrom(line, symbol.Number))
            return line.ToString();
        anchorLine = line.Number;
        return Count(line.Number - symbol.Number);
    }

    public string OfItem(ListedLine line) => CountsFrom(line, anchorLine) ? Count(line.Number - anchorLine) : line.ToString();

    private bool CountsFrom(ListedLine line, int from) => !isAbsolute && symbol.Number != 0 && line.Number >= from && line.Number != 0 && line.File == symbol.File;

    private static string Count(int lines) => "+" + NumberText.Decimal(lines);
}
