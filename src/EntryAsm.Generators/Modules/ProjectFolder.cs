// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryAsm.Generators;

/// <summary>The folder of the project, as MSBuild tells it; empty when it does not.</summary>
/// <param name="Path">The folder.</param>
/// <param name="HasDebugData">Whether its objects are to carry what debuggers ask for.</param>
internal sealed record ProjectFolder(string Path, bool HasDebugData = false)
{
    private const string DebugData = "build_property.EntryAsmDebugData";

    /// <summary>As the targets of EntryAsm tell it, in base64: the file between MSBuild and the compiler takes <c>#</c> and <c>;</c> in a path for the start of a comment.</summary>
    private const string Encoded = "build_property.EntryAsmProjectFolder";

    /// <summary>As the SDK tells it.</summary>
    private const string Plain = "build_property.ProjectDir";

    public static ProjectFolder Of(AnalyzerConfigOptions options)
    {
        var folder = options.TryGetValue(Encoded, out var encoded) ? Decode(encoded) : options.TryGetValue(Plain, out var directory) ? directory : "";
        return new(folder.Replace('\\', '/').TrimEnd('/'), options.TryGetValue(DebugData, out var debugData) && bool.TryParse(debugData, out var isAsked) && isAsked);
    }

    private static string Decode(string encoded)
    {
        try
        {
            return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(encoded));
        }
        catch (FormatException)
        {
            return "";
        }
    }

    /// <summary>A file's path inside the project, with forward slashes; of a file elsewhere, its folder and name.</summary>
    public string Inside(string file)
    {
        if (InProject(file) is { Length: > 0 } inside)
            return inside;

        var path = Normalized(file);
        var name = path.LastIndexOf('/');
        var folder = name <= 0 ? -1 : path.LastIndexOf('/', name - 1);
        return path.Substring(folder + 1);
    }

    /// <summary>A file's path inside the project, with forward slashes; empty for a file elsewhere.</summary>
    public string InProject(string file)
    {
        var path = Normalized(file);
        return Path.Length != 0 && path.Length > Path.Length + 1 && path[Path.Length] == '/' && path.StartsWith(Path, StringComparison.OrdinalIgnoreCase) ? path.Substring(Path.Length + 1) : "";
    }

    /// <summary>A file that the project links from elsewhere reaches the compiler as <c>project/../elsewhere/file</c>.</summary>
    public static string Normalized(string file)
    {
        var path = file.Replace('\\', '/');
        if (path.IndexOf("/../", StringComparison.Ordinal) < 0)
            return path;

        var folders = new List<string>();
        foreach (var folder in path.Split('/'))
        {
            if (folder == ".." && folders.Count > 0 && folders[folders.Count - 1] is not (".." or ""))
                folders.RemoveAt(folders.Count - 1);
            else
                folders.Add(folder);
        }

        return string.Join("/", folders);
    }
}
