// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace EntryAsm.Import.Survey;

/// <summary>The archive of the package binutils-source.</summary>
internal static class GasArchive
{
    private const string Archives = "/usr/src/binutils";
    private const string Folder = "gas/testsuite/gas/i386";

    /// <summary>Where the archive is; null where the package is not installed.</summary>
    public static string? Path => !Directory.Exists(Archives) ? null
        : Directory.GetFiles(Archives, "binutils-*.tar.xz").Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Unpacks GNU as's tests for x86.</summary>
    /// <param name="target">Where to; it must exist.</param>
    /// <returns>The folder with the files.</returns>
    public static string Unpack(string target)
    {
        var archive = Path ?? throw new InvalidOperationException("the suite is in the package binutils-source, which is not installed: apt-get install binutils-source");
        var root = System.IO.Path.GetFileName(archive)[..^".tar.xz".Length];
        using var tar = Process.Start(new ProcessStartInfo("tar", ["-xf", archive, "-C", target, root + "/" + Folder]))!;
        tar.WaitForExit();
        return tar.ExitCode == 0 ? System.IO.Path.Combine(target, root, Folder) : throw new InvalidOperationException("tar failed on " + archive);
    }
}
