// SPDX-License-Identifier: MIT
namespace EntryAsm.Conformance;

/// <summary>A slice of what tests/EntryAsm.Fuzz runs at length: the same programs, the same judges.</summary>
public sealed class RandomProgramTests
{
    private const int Seed = 20, Count = 1500, Batch = 50;

    [Fact]
    public void AssembleAsGnuAsAssembles()
    {
        var failures = new List<string>();
        foreach (var numbers in Enumerable.Range(0, Count).Chunk(Batch))
        {
            var programs = numbers.Select(number => ProgramGenerator.Draw(Seed, number, _ => { })).Where(ProgramJudge.IsAccepted).ToList();
            foreach (var (number, difference) in ProgramJudge.Judge(programs))
                failures.Add(difference + "\n" + ProgramShrinker.Shrink(programs[number], each => ProgramJudge.Judge([each]).Count > 0));
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Take(5)));
    }

    [Fact]
    public void DrawIsReproducible() =>
        Assert.Equal(ProgramGenerator.Draw(Seed, 3, _ => { }).ToString(), ProgramGenerator.Draw(Seed, 3, _ => { }).ToString());

    [Fact]
    public void ShrinkingLeavesWhatFails()
    {
        var program = Enumerable.Range(0, Count).Select(number => ProgramGenerator.Draw(Seed, number, _ => { }))
            .First(each => ProgramJudge.IsAccepted(each) && each.Steps.Any(step => step is AlignStep or SkipStep));
        var small = ProgramShrinker.Shrink(program, each => each.Steps.Any(step => step is AlignStep or SkipStep));
        Assert.Single(small.Steps);
    }
}
