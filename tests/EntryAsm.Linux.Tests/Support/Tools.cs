// SPDX-License-Identifier: GPL-2.0-only
using System.Diagnostics;

namespace EntryAsm.Linux.Tests;

/// <summary>Runs other people's tools.</summary>
internal static class Tools
{
    /// <summary>Runs a tool to its end.</summary>
    /// <returns>Exit code, and everything it wrote.</returns>
    public static (int ExitCode, string Output) Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    /// <summary>What GNU as makes of a source.</summary>
    public static byte[] Assemble(string source)
    {
        using var folder = new TemporaryFolder();
        string input = folder.File("entry.S"), output = folder.File("entry.o");
        File.WriteAllText(input, source);
        var (exitCode, messages) = Run("as", "--64", "--fatal-warnings", "-o", output, input);
        Assert.True(exitCode == 0, messages);
        return File.ReadAllBytes(output);
    }
}

/// <summary>A folder that goes when the test does.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("entryasm-linux-").FullName;

    public string File(string name) => Path.Combine(path, name);

    public void Dispose() => Directory.Delete(path, recursive: true);
}
