// SPDX-License-Identifier: GPL-2.0-only
namespace EntryAsm.Linux.Tests;

/// <summary>Runs other people's tools.</summary>
internal static class Tools
{
    /// <summary>What GNU as makes of a source.</summary>
    public static byte[] Assemble(string source)
    {
        using var folder = new TemporaryFolder();
        folder.Add("entry.S", source);
        folder.Run("as", "--64", "--fatal-warnings", "-o", "entry.o", "entry.S");
        return folder.Read("entry.o");
    }
}
