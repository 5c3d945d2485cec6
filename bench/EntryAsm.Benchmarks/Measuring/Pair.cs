// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace EntryAsm.Benchmarks;

/// <summary>What one side of a comparison took.</summary>
/// <param name="Milliseconds">The median time of a run.</param>
/// <param name="Allocated">Megabytes of managed memory that a run allocates.</param>
/// <param name="Peak">Megabytes by which a run, started with the free memory returned, lets the process grow.</param>
internal readonly record struct Cost(double Milliseconds, double Allocated, double Peak);

/// <summary>Two costs, taken in turns so that a busy machine slows both alike.</summary>
internal readonly record struct Comparison(Cost Ours, Cost Theirs, double Ratio);

/// <summary>Measures two actions in turns. BenchmarkDotNet measures one after the other, which on a shared machine compares two moments.</summary>
internal static class Pair
{
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(4);

    /// <param name="ours">The action to judge.</param>
    /// <param name="theirs">The yardstick.</param>
    /// <param name="rounds">How many pairs; a pair's ratio is one sample, and the median of them the result.</param>
    /// <param name="repeat">How often ours runs in one sample, for actions shorter than the clock is good for.</param>
    /// <param name="theirRepeat">How often theirs does; as often as ours by itself.</param>
    public static Comparison Compare(Action ours, Action theirs, int rounds, int repeat = 1, int theirRepeat = 0)
    {
        WarmUp(ours);
        WarmUp(theirs);
        var samples = new List<(double Ours, double Theirs)>();
        for (var round = 0; round < rounds; round++)
        {
            // Each goes first as often as the other: what one leaves behind, in the caches and the heap, meets the next.
            if (round % 2 == 0)
            {
                var theirTime = Theirs();
                samples.Add((Ours(), theirTime));
            }
            else
            {
                samples.Add((Ours(), Theirs()));
            }
        }

        return new Comparison(
            new Cost(Median(samples.Select(s => s.Ours)), Memory.Allocated(ours), Memory.Peak(ours)),
            new Cost(Median(samples.Select(s => s.Theirs)), Memory.Allocated(theirs), Memory.Peak(theirs)),
            Median(samples.Select(s => s.Ours / s.Theirs)));

        double Ours() => Milliseconds(ours, repeat);

        double Theirs() => Milliseconds(theirs, theirRepeat == 0 ? repeat : theirRepeat);
    }

    /// <summary>Runs until the just-in-time compiler, which works beside and in stages, has had the time for its last one.</summary>
    private static void WarmUp(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        do
            action();
        while (Stopwatch.GetElapsedTime(start) < WarmUpTime);
    }

    private static double Milliseconds(Action action, int repeat)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeat; i++)
            action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / repeat;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
