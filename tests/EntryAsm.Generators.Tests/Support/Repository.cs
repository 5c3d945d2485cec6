// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace EntryAsm.Generators.Tests;

/// <summary>Files of the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The sources of the Linux port that its package ships, as a consumer's compilation sees them.</summary>
    public static IEnumerable<(string Path, string Text)> LinuxSources()
    {
        var folder = Path.Combine(Root, "src", "EntryAsm.Linux");
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Relative: Path.GetRelativePath(folder, file).Replace('\\', '/'), File: file))
            .Where(file => !file.Relative.StartsWith("bin/", StringComparison.Ordinal) && !file.Relative.StartsWith("obj/", StringComparison.Ordinal) && !file.Relative.StartsWith("Kbuild/", StringComparison.Ordinal))
            .OrderBy(file => file.Relative, StringComparer.Ordinal)
            .Select(file => ("../packages/EntryAsm.Linux/" + file.Relative, File.ReadAllText(file.File)));
    }

    private static string Find([CallerFilePath] string file = "")
    {
        var folder = Path.GetDirectoryName(file);
        while (folder is not null && !File.Exists(Path.Combine(folder, "EntryAsm.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("EntryAsm.sln is in no folder above " + file);
    }
}
