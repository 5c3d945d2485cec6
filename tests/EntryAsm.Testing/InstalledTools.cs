// SPDX-License-Identifier: MIT
namespace EntryAsm.Testing;

/// <summary>Programs that come from the system, not from NuGet; test.sh installs those that a Debian has.</summary>
public static class InstalledTools
{
    /// <summary>Whether a missing program is an error here.</summary>
    public static bool MustBeThere => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>Whether a program can be started here.</summary>
    /// <param name="tool">Its name on the PATH, or its full path; in the name of one folder <c>*</c> stands for a version.</param>
    public static bool Exists(string tool) => Path.IsPathRooted(tool)
        ? File.Exists(Find(tool))
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, tool)));

    /// <summary>The path of a program that is installed in a folder named after its version; the last of several. The path itself where it names no version.</summary>
    /// <param name="tool">Its full path, with <c>*</c> for the version.</param>
    public static string Find(string tool)
    {
        var star = tool.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            return tool;
        int start = tool.LastIndexOf('/', star), end = tool.IndexOf('/', star);
        return Directory.Exists(tool[..start])
            ? Directory.GetDirectories(tool[..start], tool[(start + 1)..end]).Order(StringComparer.Ordinal).Select(folder => folder + tool[end..]).LastOrDefault(File.Exists) ?? tool
            : tool;
    }

    /// <summary>What to tell about missing programs; null when all are there.</summary>
    public static string? Missing(IEnumerable<string> tools)
    {
        var missing = tools.Where(static tool => !Exists(tool)).ToList();
        return missing.Count == 0 ? null : "not installed: " + string.Join(", ", missing) + " (./test.sh installs what the tests need)";
    }
}
