// SPDX-License-Identifier: MIT
namespace EntryAsm.Conformance;

/// <summary>Makes a failing program small: takes out steps, in halves, quarters and so on, as long as it still fails.</summary>
internal static class ProgramShrinker
{
    public static RandomProgram Shrink(RandomProgram program, Func<RandomProgram, bool> fails)
    {
        var steps = program.Steps.ToList();
        for (var size = Math.Max(1, steps.Count / 2); ; size = Math.Max(1, size / 2))
        {
            var removed = false;
            for (var at = 0; at < steps.Count;)
            {
                var fewer = steps.Take(at).Concat(steps.Skip(at + size)).ToList();
                if (fewer.Count > 0 && ProgramJudge.IsAccepted(new RandomProgram(fewer)) && fails(new RandomProgram(fewer)))
                {
                    steps = fewer;
                    removed = true;
                }
                else
                {
                    at += size;
                }
            }

            if (size == 1 && !removed)
                return new RandomProgram(steps);
        }
    }
}
