// SPDX-License-Identifier: MIT
using EntryAsm.Objects;

namespace EntryAsm.Writers.Listings;

/// <summary>The C# lines of an object as listings name them.</summary>
internal sealed class LineNames
{
    private readonly EntryObject entryObject;
    private readonly Dictionary<string, string> shortNames;

    public LineNames(EntryObject entryObject)
    {
        this.entryObject = entryObject;
        var uses = entryObject.Files.GroupBy(LastPart, StringComparer.Ordinal).ToDictionary(static files => files.Key, static files => files.Count(), StringComparer.Ordinal);
        shortNames = entryObject.Files.ToDictionary(static file => file, file => uses[LastPart(file)] == 1 ? LastPart(file) : file, StringComparer.Ordinal);
    }

    public ListedLine Of(SourceLocation line) =>
        line.Line == 0 ? ListedLine.None : new ListedLine(shortNames.TryGetValue(line.File, out var name) ? name : line.File, line.Line);

    public ListedLine Of(in EntryItem item) =>
        item.Line == 0 || item.File >= entryObject.Files.Length ? ListedLine.None : new ListedLine(shortNames[entryObject.Files[item.File]], item.Line);

    private static string LastPart(string file) => file.Substring(file.LastIndexOf('/') + 1);
}
