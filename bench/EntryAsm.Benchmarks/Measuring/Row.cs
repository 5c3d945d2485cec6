// SPDX-License-Identifier: MIT
namespace EntryAsm.Benchmarks;

/// <summary>One row of the table: what is measured, against what, and the ratio to reach.</summary>
/// <param name="What">What is measured.</param>
/// <param name="Against">The yardstick, measured in the same run.</param>
/// <param name="Goal">The ratio to reach: at most this.</param>
/// <param name="Measure">Takes the measure.</param>
internal sealed record Row(string What, string Against, double Goal, Func<Result> Measure);

/// <summary>The outcome of a row.</summary>
/// <param name="Ratio">Ours by theirs.</param>
/// <param name="Ours">What ours took, for a reader: time and memory.</param>
/// <param name="Theirs">What the yardstick took.</param>
internal sealed record Result(double Ratio, string Ours, string Theirs)
{
    public static Result Of(Comparison comparison) => new(comparison.Ratio, Text(comparison.Ours), Text(comparison.Theirs));

    /// <summary>The result in the middle by its ratio; of an even number the upper one of the two.</summary>
    public static Result Median(IEnumerable<Result> results)
    {
        Result[] sorted = [.. results.OrderBy(static result => result.Ratio)];
        return sorted[sorted.Length / 2];
    }

    public static string Text(Cost cost) => FormattableString.Invariant($"{cost.Milliseconds:0.###} ms; {cost.Allocated:0.##} MB, {cost.Peak:0.##} MB");

    /// <summary>A program's cost: it has no managed heap.</summary>
    public static string Text(double milliseconds, double peak) => FormattableString.Invariant($"{milliseconds:0.###} ms; {peak:0.##} MB");
}
