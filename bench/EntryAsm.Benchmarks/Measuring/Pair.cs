// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace EntryAsm.Benchmarks;

/// <summary>What one side of a comparison took: the median time of a run and the bytes it allocated.</summary>
internal readonly record struct Cost(double Milliseconds, double Megabytes);

/// <summary>Two costs, taken in turns so that a busy machine slows both alike.</summary>
internal readonly record struct Comparison(Cost Ours, Cost Theirs, double Ratio);

/// <summary>Measures two actions in turns. BenchmarkDotNet measures one after the other, which on a shared machine compares two moments.</summary>
internal static class Pair
{
    /// <param name="ours">The action to judge.</param>
    /// <param name="theirs">The yardstick.</param>
    /// <param name="rounds">How many pairs; a pair's ratio is one sample, and the median of them the result.</param>
    /// <param name="repeat">How often an action runs in one sample, for actions shorter than the clock is good for.</param>
    /// <param name="warmups">Pairs thrown away before.</param>
    public static Comparison Compare(Action ours, Action theirs, int rounds, int repeat = 1, int warmups = 3)
    {
        var samples = new List<(Cost Ours, Cost Theirs)>();
        for (var round = -warmups; round < rounds; round++)
        {
            var theirCost = Run(theirs, repeat);
            var ourCost = Run(ours, repeat);
            if (round >= 0)
                samples.Add((ourCost, theirCost));
        }

        return new Comparison(
            Median(samples.Select(s => s.Ours)),
            Median(samples.Select(s => s.Theirs)),
            Median(samples.Select(s => s.Ours.Milliseconds / s.Theirs.Milliseconds)));
    }

    private static Cost Run(Action action, int repeat)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeat; i++)
            action();
        var elapsed = Stopwatch.GetElapsedTime(start);
        return new Cost(elapsed.TotalMilliseconds / repeat, (GC.GetAllocatedBytesForCurrentThread() - allocated) / 1e6 / repeat);
    }

    private static Cost Median(IEnumerable<Cost> costs)
    {
        var list = costs.ToList();
        return new Cost(Median(list.Select(c => c.Milliseconds)), Median(list.Select(c => c.Megabytes)));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
