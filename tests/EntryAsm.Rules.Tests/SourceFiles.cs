// SPDX-License-Identifier: MIT
namespace EntryAsm.Rules.Tests;

/// <summary>The files under version control.</summary>
internal static class SourceFiles
{
    /// <summary>What git says to a question about this checkout, line by line.</summary>
    public static string[] Git(params string[] arguments) =>
        new Command("git", ["-c", "safe.directory=*", "-c", "core.quotepath=off", .. arguments]) { Folder = Repository.Root }
            .Run().Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The paths, from the root and with slashes, of the files that match patterns of git.</summary>
    public static IEnumerable<string> Matching(params string[] patterns) =>
        Git(["ls-files", .. patterns]).Where(static file => File.Exists(Repository.PathOf(file)) && !file.Contains(".verified.", StringComparison.Ordinal));
}
