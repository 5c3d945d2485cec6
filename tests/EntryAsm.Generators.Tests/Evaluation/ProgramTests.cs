// SPDX-License-Identifier: MIT
using System.Globalization;
using Xunit.Abstractions;

namespace EntryAsm.Generators.Tests;

/// <summary>Each program of Programs/ gives, evaluated, what it gives executed, or is refused for the reason that stands with it.</summary>
public class ProgramTests(ITestOutputHelper output)
{
    public static TheoryData<string> Files => [.. ProgramFile.Names];

    [Theory]
    [MemberData(nameof(Files))]
    public void EvaluatedEqualsExecuted(string file)
    {
        var outcomes = ProgramBatch.Run(ProgramFile.Read(file));

        foreach (var group in outcomes.GroupBy(outcome => outcome.Verdict))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Key}: {group.Count()}"));
        Assert.All(outcomes, outcome =>
        {
            Assert.True(outcome.Verdict is not (Verdict.Different or Verdict.NoProgram), outcome.Program.Name + ": " + outcome.Told);
            Assert.Equal(outcome.Program.Refused, outcome.Verdict == Verdict.Refused ? outcome.Told[..6] : "");
        });
    }

    [Fact]
    public void ThereAreAThousand() => Assert.InRange(ProgramFile.Names.Sum(name => ProgramFile.Read(name).Count), 1000, int.MaxValue);
}
