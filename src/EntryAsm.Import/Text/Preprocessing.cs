// SPDX-License-Identifier: MIT
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace EntryAsm.Import.Text;

/// <summary>Runs the author's preprocessor.</summary>
internal static class Preprocessing
{
    private const int LongestRun = 60_000;

    /// <param name="command">Words parted by spaces; the file is added as the last.</param>
    /// <param name="path">The source.</param>
    /// <exception cref="ImportException">It cannot be run, or fails.</exception>
    public static string[] Run(string command, string path)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            throw new ImportException(SourceLocation.None, "the preprocessor's command is empty");
        try
        {
            var start = new ProcessStartInfo(words[0]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, StandardOutputEncoding = System.Text.Encoding.Latin1 };
            foreach (var word in words.Skip(1).Append(path))
                start.ArgumentList.Add(word);
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync();
            var output = ReadAsync(process.StandardOutput);
            if (!process.WaitForExit(LongestRun))
            {
                process.Kill(entireProcessTree: true);
                throw new ImportException(SourceLocation.None, "'" + command + "' did not end within a minute");
            }

            if (output.Result is not { } text)
                throw new ImportException(SourceLocation.None, "'" + command + "' prints more than 32 MiB; split the source");
            return process.ExitCode == 0 ? SourceText.Split(text)
                : throw new ImportException(SourceLocation.None, "'" + command + "' failed: " + errors.Result.Trim().Split('\n')[0]);
        }
        catch (Win32Exception failure)
        {
            throw new ImportException(SourceLocation.None, "'" + words[0] + "' cannot be run: " + failure.Message);
        }
    }

    /// <summary>What it prints; null if that is more than a source may have; the rest is then read and discarded.</summary>
    private static async Task<string?> ReadAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        var part = new char[1 << 16];
        var length = 0L;
        while (await reader.ReadAsync(part.AsMemory()).ConfigureAwait(false) is var got and > 0)
        {
            length += got;
            if (length <= SourceText.LargestFile)
                text.Append(part, 0, got);
        }

        return length <= SourceText.LargestFile ? text.ToString() : null;
    }
}
