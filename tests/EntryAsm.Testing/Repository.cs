// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace EntryAsm.Testing;

/// <summary>The checkout that these tests were built from.</summary>
public static class Repository
{
    /// <summary>The full path of its root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The full path of a file or folder of it.</summary>
    /// <param name="path">The path from the root, with slashes.</param>
    public static string PathOf(string path) => Path.Combine(Root, path);

    /// <summary>How these tests were built, Debug or Release; what lies built beside them was so, too.</summary>
#if DEBUG
    public const string Configuration = "Debug";
#else
    public const string Configuration = "Release";
#endif

    private static string FindRoot([CallerFilePath] string file = "")
    {
        var directory = new FileInfo(file).Directory;
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "EntryAsm.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("These tests run in a checkout of the repository.");
    }
}
