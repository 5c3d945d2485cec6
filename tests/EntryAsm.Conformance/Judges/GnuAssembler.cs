// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace EntryAsm.Conformance;

/// <summary>What an assembler said to a source: an object, or the lines it does not take.</summary>
/// <param name="Object">The object file; null when there were errors.</param>
/// <param name="Errors">Message by line, from 1.</param>
internal sealed record AssemblerAnswer(byte[]? Object, SortedDictionary<int, string> Errors);

/// <summary>GNU as and llvm-mc as processes.</summary>
internal static partial class GnuAssembler
{
    /// <summary>GNU as with no option but the class of the object.</summary>
    public static AssemblerAnswer Assemble(string source, bool is64 = true) => Run("as", [is64 ? "--64" : "--32"], source);

    /// <summary>LLVM's assembler.</summary>
    public static AssemblerAnswer AssembleWithLlvm(string source, bool is64 = true) =>
        Run("llvm-mc", ["-triple=" + (is64 ? "x86_64" : "i386") + "-linux-gnu", "-mcpu=generic", "-mattr=" + LlvmFeatures, "-filetype=obj"], source);

    /// <summary>Whether a program can be started here.</summary>
    public static bool Exists(string program)
    {
        var paths = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return paths.Any(path => File.Exists(Path.Combine(path, program)));
    }

    private const string LlvmFeatures = "+64bit,+avx512f,+avx512bw,+avx512dq,+avx512vl,+avx512cd,+avx512fp16,+amx-tile,+amx-int8,+amx-bf16";

    private static AssemblerAnswer Run(string program, string[] options, string source)
    {
        var folder = Directory.CreateTempSubdirectory("entryasm-");
        try
        {
            var input = Path.Combine(folder.FullName, "in.s");
            var output = Path.Combine(folder.FullName, "out.o");
            File.WriteAllText(input, source);
            var start = new ProcessStartInfo(program, [.. options, "-o", output, input]) { RedirectStandardError = true, RedirectStandardOutput = true };
            start.Environment["LC_ALL"] = "C";
            using var process = Process.Start(start)!;
            var standardOutput = process.StandardOutput.ReadToEndAsync();
            var messages = process.StandardError.ReadToEnd();
            process.WaitForExit();
            standardOutput.Wait();

            var errors = new SortedDictionary<int, string>();
            foreach (Match match in ErrorLine().Matches(messages))
                errors.TryAdd(int.Parse(match.Groups[1].ValueSpan), match.Groups[2].Value);
            if (process.ExitCode != 0 && errors.Count == 0)
                throw new InvalidOperationException(program + " failed: " + messages);
            return new AssemblerAnswer(process.ExitCode == 0 ? File.ReadAllBytes(output) : null, errors);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"in\.s:(\d+):(?:\d+:)? (?:Error|error|Fatal error): (.*)")]
    private static partial Regex ErrorLine();
}
