// SPDX-License-Identifier: MIT
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

    private const string LlvmFeatures = "+64bit,+avx512f,+avx512bw,+avx512dq,+avx512vl,+avx512cd,+avx512fp16,+amx-tile,+amx-int8,+amx-bf16";

    private static AssemblerAnswer Run(string program, string[] options, string source)
    {
        using var folder = new TemporaryFolder();
        var run = new Command(program, [.. options, "-o", folder["out.o"], folder.Add("in.s", source)]).Run();
        var errors = new SortedDictionary<int, string>();
        foreach (Match match in ErrorLine().Matches(run.Error))
            errors.TryAdd(int.Parse(match.Groups[1].ValueSpan), match.Groups[2].Value);
        if (errors.Count == 0)
            run.Succeeded();
        return new AssemblerAnswer(run.ExitCode == 0 ? folder.Read("out.o") : null, errors);
    }

    [GeneratedRegex(@"in\.s:(\d+):(?:\d+:)? (?:Error|error|Fatal error): (.*)")]
    private static partial Regex ErrorLine();
}
