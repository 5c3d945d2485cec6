// SPDX-License-Identifier: MIT
using System.ComponentModel;
using System.Diagnostics;

namespace EntryAsm.Import.Checking;

/// <summary>An assembler on this machine that makes an object of the source that was brought over.</summary>
internal static class SourceAssembler
{
    private const int LongestRun = 60_000;

    /// <summary>The object, and the assembler that made it.</summary>
    /// <exception cref="ImportException">None is installed, or it does not take the source.</exception>
    /// <param name="name">The source's name, for messages and for the folder of included files.</param>
    /// <param name="lines">The source, preprocessed.</param>
    /// <param name="syntax">Its dialect.</param>
    /// <param name="includeFolders">Where included files are.</param>
    /// <param name="isFlat">True for a flat binary instead of an object.</param>
    public static (byte[] Object, string Assembler) Assemble(string name, string[] lines, SourceSyntax syntax, IEnumerable<string> includeFolders, bool isFlat)
    {
        var output = Path.Combine(Path.GetTempPath(), "entryasm-" + Guid.NewGuid().ToString("N") + ".o");
        var source = Path.ChangeExtension(output, ".s");
        try
        {
            File.WriteAllText(source, string.Join('\n', lines) + "\n", System.Text.Encoding.Latin1);
            includeFolders = includeFolders.Prepend(Path.GetDirectoryName(Path.GetFullPath(name))!);
            foreach (var (program, arguments) in Candidates(source, syntax, output, includeFolders, isFlat ? "bin" : "elf64"))
            {
                if (TryRun(program, arguments, out var exitCode, out var message))
                    return exitCode == 0 ? (File.ReadAllBytes(output), program) : throw new ImportException(SourceLocation.None, program + " does not take '" + name + "': " + message);
            }

            throw new ImportException(SourceLocation.None, "the check needs " + (syntax == SourceSyntax.Nasm ? "nasm or yasm" : "as or clang") + ", and none is installed; give the object with --against");
        }
        finally
        {
            File.Delete(output);
            File.Delete(source);
        }
    }

    private static IEnumerable<(string Program, List<string> Arguments)> Candidates(string source, SourceSyntax syntax, string output, IEnumerable<string> folders, string format)
    {
        var includes = folders.SelectMany(static folder => (string[])["-I", folder.EndsWith('/') ? folder : folder + "/"]).ToList();
        if (syntax == SourceSyntax.Nasm)
        {
            yield return ("nasm", ["-f", format, .. includes, "-o", output, source]);
            yield return ("yasm", ["-f", format, .. includes, "-o", output, source]);
            yield break;
        }

        var intel = syntax == SourceSyntax.Intel;
        yield return ("as", ["--64", .. intel ? (string[])["-msyntax=intel", "-mnaked-reg"] : [], .. includes, "-o", output, source]);
        yield return ("clang", ["-c", "-target", "x86_64-linux-gnu", "-x", "assembler", .. intel ? (string[])["-masm=intel"] : [], .. includes, "-o", output, source]);
    }

    private static bool TryRun(string program, List<string> arguments, out int exitCode, out string message)
    {
        try
        {
            var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardInput = true, RedirectStandardOutput = true };
            arguments.ForEach(start.ArgumentList.Add);
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync();
            var text = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(LongestRun))
            {
                process.Kill(entireProcessTree: true);
                throw new ImportException(SourceLocation.None, program + " did not end within a minute");
            }

            exitCode = process.ExitCode;
            message = (errors.Result + text.Result).Split('\n').FirstOrDefault(static line => line.Contains("rror", StringComparison.Ordinal)) ?? errors.Result.Split('\n')[0];
            return true;
        }
        catch (Win32Exception)
        {
            (exitCode, message) = (0, "");
            return false;
        }
    }
}
