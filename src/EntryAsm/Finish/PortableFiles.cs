// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Errors;

namespace EntryAsm.Finish;

/// <summary>The files of an assembly under the names that are the same on every machine.</summary>
internal sealed class PortableFiles
{
    private readonly int[] indexes;

    public PortableFiles(SourceFiles files, ProjectPaths paths)
    {
        indexes = new int[files.Count];
        var names = ImmutableArray.CreateBuilder<string>(files.Count);
        for (var i = 0; i < files.Count; i++)
        {
            var name = paths.Name(files[i]);
            indexes[i] = names.IndexOf(name);
            if (indexes[i] >= 0)
                continue;
            indexes[i] = names.Count;
            names.Add(name);
        }

        Names = names.ToImmutable();
    }

    public ImmutableArray<string> Names { get; }

    /// <summary>The index into <see cref="Names"/> of a file of the assembly.</summary>
    public int IndexOf(int file) => indexes[file];

    /// <summary>How many of <see cref="Names"/> the first files of the assembly have.</summary>
    public int CountOf(int files) => files == 0 ? 0 : indexes.Take(files).Max() + 1;

    public SourceLocation Locate(LineRef line) => line.IsNone ? SourceLocation.None : new SourceLocation(Names[indexes[line.File]], line.Line);
}
