// SPDX-License-Identifier: MIT
namespace EntryAsm.Conformance;

/// <summary>The second opinion on single instructions.</summary>
public sealed class LlvmTests
{
    [NeedsTools("llvm-mc")]
    public void DecodesToTheSame()
    {
        var programs = Enumerable.Range(0, 200).Select(number => ProgramGenerator.Draw(30, number, _ => { })).ToList();
        var differences = LlvmJudge.Judge(programs, out var unknown);
        Assert.True(differences.Count == 0, string.Join("\n", differences.Values));
        Assert.InRange(unknown, 0, programs.Sum(program => program.Instructions) / 10);
    }
}
