// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;

namespace EntryAsm.Finish;

/// <summary>Turns the compiler's file paths into names that are the same on every machine.</summary>
/// <remarks>A file of the project is named by its path inside it; a file from elsewhere (a package, another project) by its last folder and file name.</remarks>
internal sealed class ProjectPaths
{
    private readonly string root;
    private readonly ConcurrentDictionary<string, string> names = new(StringComparer.Ordinal);

    /// <param name="root">The project's folder as the compiler spells it, or empty when not known.</param>
    public ProjectPaths(string root) => this.root = Slashes(root).TrimEnd('/');

    /// <summary>The project's folder; empty when not known.</summary>
    public string Root => root;

    public string Name(string file) => names.TryGetValue(file, out var name) ? name : names.GetOrAdd(file, Shorten(file));

    private string Shorten(string file)
    {
        var path = Slashes(file);
        if (root.Length != 0 && path.Length > root.Length && path[root.Length] == '/' && path.StartsWith(root, StringComparison.Ordinal))
            return path.Substring(root.Length + 1);

        var name = path.LastIndexOf('/');
        var folder = name <= 0 ? -1 : path.LastIndexOf('/', name - 1);
        return path.Substring(folder + 1);
    }

    public static string Slashes(string path) => path.Replace('\\', '/');
}
