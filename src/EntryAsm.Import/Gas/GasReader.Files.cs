// SPDX-License-Identifier: MIT
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

internal sealed partial class GasReader
{
    private const int MostIncludedBytes = 1 << 16;

    private bool hasIdentified;

    private void AddFiles(Dictionary<string, Action<string>> all)
    {
        all[".include"] = Include;
        all[".incbin"] = IncludeBinary;
        all[".ident"] = Identify;
    }

    private void Include(string rest)
    {
        if (sources.Count > DeepestNesting)
            throw new ImportException(line, "files include each other without end");
        var path = Find(rest.Trim().Trim('"'));
        var outer = line;
        sources.Push(new LineSource(path, SourceText.ReadLines(path, outer)) { Conditions = conditions.Depth });
    }

    private string Find(string name)
    {
        var path = Found(name);
        included.Add(path);
        return path;
    }

    private string Found(string name)
    {
        if (Path.IsPathRooted(name))
            return name;
        var folders = options.IncludeFolders.Prepend(Path.GetDirectoryName(line.File) ?? "");
        foreach (var folder in folders)
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path))
                return path;
        }

        throw new ImportException(line, "the included file '" + name + "' is not found; name its folder with -I");
    }

    private void IncludeBinary(string rest)
    {
        var parts = Parts(rest);
        var bytes = SourceText.Read(Find(parts[0].Trim('"')), line).AsSpan();
        var skip = parts.Count > 1 ? Known(ParseAll(parts[1], "an offset"), "the offset") : 0;
        var count = parts.Count > 2 ? Known(ParseAll(parts[2], "a count"), "the count") : bytes.Length - skip;
        if (skip < 0 || count < 0 || skip + count > bytes.Length)
            throw new ImportException(line, "the file is shorter than that");
        if (count > MostIncludedBytes)
            throw new ImportException(line, "a file of more than 64 KiB does not become C#; link it instead");
        foreach (var row in bytes.Slice((int)skip, (int)count).ToArray().Chunk(16))
            Call("db", [.. row.Select(static value => Number(value, NumberStyle.Hexadecimal))]);
    }

    /// <summary>GNU as keeps these texts in .comment, the first after a zero byte.</summary>
    private void Identify(string rest)
    {
        var tokens = Tokens(rest);
        Call("pushsection", new TextArgument(".comment"), new TextArgument("MS"), new NumberArgument(new NumberExpression(1)) { Name = "entrySize" });
        if (!hasIdentified)
            Call("db", Number(0));
        hasIdentified = true;
        Call("asciz", new TextArgument(tokens.Next().Text));
        Call("popsection");
    }
}
