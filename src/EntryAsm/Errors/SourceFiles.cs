// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;

namespace EntryAsm.Errors;

/// <summary>A line of a file that <see cref="SourceFiles"/> knows: what the assembler keeps of every call.</summary>
/// <param name="File">Index of the file.</param>
/// <param name="Line">Line, from 1; 0 for none.</param>
internal readonly record struct LineRef(int File, int Line)
{
    public bool IsNone => Line == 0;
}

/// <summary>The C# files an assembly was called from, by the paths the compiler gave.</summary>
internal sealed class SourceFiles
{
    private readonly List<string> paths = [];
    private readonly Dictionary<string, int> indexes = new(StringComparer.Ordinal);
    private readonly RecentByIdentity<int> recent = new(sizeLog2: 6);

    public int Count => paths.Count;

    public string this[int index] => paths[index];

    public int IndexOf(string path)
    {
        ref var one = ref recent.SlotOf(path);
        if (ReferenceEquals(path, one.Key))
            return one.Value;

        if (!indexes.TryGetValue(path, out var index))
        {
            if (paths.Count > ushort.MaxValue)
                throw Error.BadArgument("a module can be made from at most 65536 C# files");
            index = paths.Count;
            paths.Add(path);
            indexes.Add(path, index);
        }

        one = (path, index);
        return index;
    }

    public SourceLocation Locate(LineRef line) => line.IsNone ? SourceLocation.None : new SourceLocation(paths[line.File], line.Line);
}
