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
        var uses = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in entryObject.Files)
            uses[LastPart(file)] = uses.TryGetValue(LastPart(file), out var others) ? others + 1 : 1;
        shortNames = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in entryObject.Files)
            shortNames.Add(file, uses[LastPart(file)] == 1 ? LastPart(file) : file);
    }

    public ListedLine Of(SourceLocation line) =>
        line.Line == 0 ? ListedLine.None : new ListedLine(shortNames.TryGetValue(line.File, out var name) ? name : line.File, line.Line);

    public ListedLine Of(in EntryItem item) =>
        item.Line == 0 || item.File >= entryObject.Files.Length ? ListedLine.None : new ListedLine(shortNames[entryObject.Files[item.File]], item.Line);

    private static string LastPart(string file) => file.Substring(file.LastIndexOf('/') + 1);
}
