// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace EntryAsm.Tests.Writers;

/// <summary>A test that another assembler or linker judges: skipped, visibly, where the tool is not installed; never skipped when CI=true.</summary>
internal sealed class JudgedFactAttribute : FactAttribute
{
    public JudgedFactAttribute(params string[] tools) => Skip = Judge.MissingOf(tools)!;
}

/// <inheritdoc cref="JudgedFactAttribute"/>
internal sealed class JudgedTheoryAttribute : TheoryAttribute
{
    public JudgedTheoryAttribute(params string[] tools) => Skip = Judge.MissingOf(tools)!;
}

/// <summary>Runs binutils and its kin in a directory of its own.</summary>
internal sealed class Judge : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("entryasm-judge-").FullName;

    public string this[string file] => Path.Combine(directory, file);

    public static string? MissingOf(string[] tools)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            return null;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var missing = tools.Where(tool => !folders.Any(folder => File.Exists(Path.Combine(folder, tool)))).ToArray();
        return missing.Length == 0 ? null : "not installed: " + string.Join(", ", missing);
    }

    public void Write(string file, byte[] bytes) => File.WriteAllBytes(this[file], bytes);

    public void Write(string file, string text) => File.WriteAllText(this[file], text);

    public byte[] Read(string file) => File.ReadAllBytes(this[file]);

    /// <summary>Runs a tool that must succeed and say nothing on its error stream.</summary>
    /// <returns>What it printed.</returns>
    public string Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && errors.Result.Length == 0, $"{tool} {string.Join(' ', arguments)}: exit code {process.ExitCode}\n{errors.Result}");
        return output;
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
