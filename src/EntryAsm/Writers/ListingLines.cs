// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;

namespace EntryAsm.Writers;

/// <summary>C# lines as a listing tells them: counted from the last name above where that is possible, so that lines further down stay as they were.</summary>
internal sealed class ListingLines
{
    private readonly EntryObject entryObject;
    private readonly Dictionary<string, string> shortNames;
    private SourceLocation symbol;
    private int anchorLine;

    public ListingLines(EntryObject entryObject, bool absolute)
    {
        this.entryObject = entryObject;
        IsAbsolute = absolute;
        shortNames = entryObject.Files.ToDictionary(static file => file, file => ShortName(file), StringComparer.Ordinal);
    }

    /// <summary>True when every line is told in full.</summary>
    public bool IsAbsolute { get; }

    /// <summary>No symbol stands above: lines are told in full.</summary>
    public void Reset() => symbol = SourceLocation.None;

    public string OfSymbol(SourceLocation line)
    {
        symbol = line;
        anchorLine = line.Line;
        return Full(line);
    }

    public string OfLabel(SourceLocation line)
    {
        if (!CountsFrom(line.File, line.Line, symbol.Line))
            return Full(line);
        anchorLine = line.Line;
        return Count(line.Line - symbol.Line);
    }

    public string OfItem(in EntryItem item)
    {
        if (item.Line == 0 || item.File >= entryObject.Files.Length)
            return "";
        var file = entryObject.Files[item.File];
        return CountsFrom(file, item.Line, anchorLine) ? Count(item.Line - anchorLine) : Full(new SourceLocation(file, item.Line));
    }

    /// <summary>File and line: the file by its last part where that is enough.</summary>
    public string Full(SourceLocation line) =>
        line.Line == 0 ? "" : (shortNames.TryGetValue(line.File, out var name) ? name : line.File) + ":" + NumberText.Decimal(line.Line);

    private bool CountsFrom(string file, int line, int from) => !IsAbsolute && symbol.Line != 0 && line >= from && line != 0 && file == symbol.File;

    private static string Count(int lines) => "+" + NumberText.Decimal(lines);

    private string ShortName(string file)
    {
        var last = file.Substring(file.LastIndexOf('/') + 1);
        return entryObject.Files.Count(other => other.Substring(other.LastIndexOf('/') + 1) == last) == 1 ? last : file;
    }
}
