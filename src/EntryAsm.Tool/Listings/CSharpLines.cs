// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Tool;

/// <summary>The C# lines of a listing in full: <c>+n</c> counts from the last symbol, or a label under it, whose line is in the same file.</summary>
internal sealed class CSharpLines
{
    private string file = "";
    private int symbolLine;
    private int anchorLine;

    public void Reset() => (file, symbolLine, anchorLine) = ("", 0, 0);

    public string OfSymbol(string line)
    {
        var colon = line.LastIndexOf(':');
        (file, symbolLine) = colon > 0 && int.TryParse(line.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (line[..colon], number) : ("", 0);
        anchorLine = symbolLine;
        return line;
    }

    public string OfLabel(string line)
    {
        if (!IsCount(line, out var count))
            return line;
        anchorLine = symbolLine + count;
        return Full(anchorLine);
    }

    public string OfItem(string line) => IsCount(line, out var count) ? Full(anchorLine + count) : line;

    private string Full(int line) => file + ":" + line.ToString(CultureInfo.InvariantCulture);

    private static bool IsCount(string line, out int count)
    {
        count = 0;
        return line.StartsWith('+') && int.TryParse(line.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out count);
    }
}
