// SPDX-License-Identifier: MIT
using EntryAsm.Conformance;

namespace EntryAsm.Fuzz;

/// <summary>Has programs with lengths from later sections judged on every processor, and reports.</summary>
internal static class LengthRun
{
    public static int Run(int seed, int count)
    {
        var mismatches = 0;
        Parallel.For(0, count, number =>
        {
            if (LengthProgram.Difference(unchecked(seed * 1_000_003 + number)) is not { } difference)
                return;
            Interlocked.Increment(ref mismatches);
            Console.WriteLine(difference);
        });
        Console.WriteLine($"programs {count}, mismatches {mismatches}");
        return mismatches == 0 ? 0 : 1;
    }
}
