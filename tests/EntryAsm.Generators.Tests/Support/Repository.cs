// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace EntryAsm.Generators.Tests;

/// <summary>Files of the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The sources of the Linux port that its package ships, as a consumer's compilation sees them.</summary>
    public static IEnumerable<(string Path, string Text)> LinuxSources() => Sources("src/EntryAsm.Linux")
        .Where(source => !source.Path.Contains("/Kbuild/", StringComparison.Ordinal))
        .Select(source => ("../packages/" + source.Path["src/".Length..], source.Text));

    /// <summary>The C# files below a folder.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(string folder) => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
        .OrderBy(file => file, StringComparer.Ordinal)
        .Select(file => (file, File.ReadAllText(Path.Combine(Root, file))));

    private static string Find([CallerFilePath] string file = "")
    {
        var folder = Path.GetDirectoryName(file);
        while (folder is not null && !File.Exists(Path.Combine(folder, "EntryAsm.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("EntryAsm.sln is in no folder above " + file);
    }
}
