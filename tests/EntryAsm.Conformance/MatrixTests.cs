// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Xunit.Abstractions;

namespace EntryAsm.Conformance;

/// <summary>Every form of a mode, with every operand that matters, encodes as GNU as encodes it.</summary>
public sealed class MatrixTests(ITestOutputHelper output)
{
    [Fact]
    public void EveryFormOf64BitCode() => Check(64);

    [Fact]
    public void EveryFormOf32BitCode() => Check(32);

    [Fact]
    public void EveryFormOf16BitCode() => Check(16);

    /// <summary>A sample of the cases: those of every form, some of each.</summary>
    [Theory]
    [InlineData(64)]
    [InlineData(32)]
    [InlineData(16)]
    public void WrittenAsGnuSourceAssemblesToTheSame(int bitness)
    {
        var cases = MatrixRun.Cases(bitness, _ => true).Where((_, number) => number % 11 == 0).ToList();
        var differences = cases.Chunk(4000).SelectMany(batch => WriterJudge.Differences(CaseJudge.Accepted(batch, bitness), bitness)).ToList();
        Assert.True(differences.Count == 0, differences.Count + " cases differ:\n" + string.Join("\n", differences.Take(20)));
    }

    private void Check(int bitness)
    {
        var outcomes = MatrixRun.Run(bitness, _ => true);
        foreach (var group in outcomes.GroupBy(each => each.Verdict).OrderBy(group => group.Key))
            output.WriteLine(group.Key + ": " + group.Count() + " cases");

        var wrong = outcomes.Where(each => each.Verdict is Verdict.Mismatch or Verdict.WrongRoundTrip).ToList();
        Assert.True(wrong.Count == 0, wrong.Count + " cases differ from GNU as:\n" + string.Join("\n", wrong.Take(20).Select(each => each.Case + "\n  " + each.Detail)));

        // The list is blessed by running with ENTRYASM_BLESS=1 and reading the change.
        var lines = ExclusionList.Lines(outcomes, bitness);
        var path = Path.Combine(Folder(), "exclusions-" + bitness + ".txt");
        if (Environment.GetEnvironmentVariable("ENTRYASM_BLESS") == "1")
            File.WriteAllText(path, string.Join("\n", lines) + "\n");
        var listed = File.ReadAllText(path).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(listed.SequenceEqual(lines), "the exclusions differ from " + Path.GetFileName(path) + ":\n"
            + string.Join("\n", lines.Except(listed).Select(line => "+ " + line).Concat(listed.Except(lines).Select(line => "- " + line)).Take(40)));
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
