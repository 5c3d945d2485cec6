// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryAsm.Generators;

/// <summary>The folder of the project, as MSBuild tells it; empty when it does not.</summary>
internal sealed record ProjectFolder(string Path)
{
    public static ProjectFolder Of(AnalyzerConfigOptions options)
    {
        var folder = options.TryGetValue("build_property.ProjectDir", out var directory) ? directory : "";
        return new(folder.Replace('\\', '/').TrimEnd('/'));
    }

    /// <summary>A file's path inside the project, with forward slashes; of a file elsewhere, its folder and name.</summary>
    public string Inside(string file)
    {
        var path = file.Replace('\\', '/');
        if (Path.Length != 0 && path.Length > Path.Length + 1 && path[Path.Length] == '/' && path.StartsWith(Path, StringComparison.OrdinalIgnoreCase))
            return path.Substring(Path.Length + 1);

        var name = path.LastIndexOf('/');
        var folder = name <= 0 ? -1 : path.LastIndexOf('/', name - 1);
        return path.Substring(folder + 1);
    }
}
