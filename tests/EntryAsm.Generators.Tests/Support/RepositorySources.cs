// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Tests;

/// <summary>C# sources of the repository.</summary>
internal static class RepositorySources
{
    /// <summary>The sources of the Linux port that its package ships, as a consumer's compilation sees them.</summary>
    public static IEnumerable<(string Path, string Text)> LinuxSources() => Sources("src/EntryAsm.Linux")
        .Where(source => !source.Path.Contains("/Kbuild/", StringComparison.Ordinal))
        .Select(source => ("../packages/" + source.Path["src/".Length..], source.Text));

    /// <summary>The C# files below a folder.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(string folder) => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
        .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
        .OrderBy(file => file, StringComparer.Ordinal)
        .Select(file => (file, File.ReadAllText(Repository.PathOf(file))));
}
