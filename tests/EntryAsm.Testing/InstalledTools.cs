// SPDX-License-Identifier: MIT
namespace EntryAsm.Testing;

/// <summary>Programs that come from the system, not from NuGet; test.sh installs those that a Debian has.</summary>
public static class InstalledTools
{
    /// <summary>Whether a missing program is an error here.</summary>
    public static bool MustBeThere => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>Whether a program can be started here.</summary>
    /// <param name="tool">Its name on the PATH, or its full path.</param>
    public static bool Exists(string tool) => Path.IsPathRooted(tool)
        ? File.Exists(tool)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, tool)));

    /// <summary>What to tell about missing programs; null when all are there.</summary>
    public static string? Missing(IEnumerable<string> tools)
    {
        var missing = tools.Where(static tool => !Exists(tool)).ToList();
        return missing.Count == 0 ? null : "not installed: " + string.Join(", ", missing) + " (./test.sh installs what the tests need)";
    }
}
