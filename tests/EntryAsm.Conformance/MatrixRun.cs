// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using EntryAsm.Encoding;
using Iced.Intel;

namespace EntryAsm.Conformance;

/// <summary>Every case of every form of a mode, judged in parallel batches.</summary>
internal static class MatrixRun
{
    private const int Batch = 4000;

    /// <summary>Starting the compiler costs more than compiling some thousand calls.</summary>
    private const int ListedBatch = 20000;

    private const int SliceStep = 37;

    /// <summary>The cases of those forms.</summary>
    public static IEnumerable<Case> Cases(int bitness, Func<int, bool> includes) =>
        Enumerable.Range(0, Forms.Count).Where(includes).SelectMany(form => FormCases.Of(form, bitness));

    /// <summary>The first case of every form and some of the others, here and there.</summary>
    public static IEnumerable<Case> Slice(int bitness) => Enumerable.Range(0, Forms.Count)
        .SelectMany(form => FormCases.Of(form, bitness).Where((_, number) => number == 0 || number % SliceStep == form % SliceStep).Take(3));

    /// <summary>Lists cases and calls what is listed again, each text once: how many were called, and what differs.</summary>
    public static (int Called, List<string> Differences) RunListed(int bitness, IEnumerable<Case> cases)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var (called, differences) = (0, new List<string>());
        foreach (var batch in cases.Chunk(ListedBatch))
        {
            var distinct = ListedCalls.Distinct(CaseJudge.Accepted(batch, bitness), bitness, seen);
            called += distinct.Count;
            differences.AddRange(ListedCalls.Differences(distinct, bitness));
        }

        return (called, differences);
    }

    public static IReadOnlyList<Outcome> Run(int bitness, Func<int, bool> includes)
    {
        var outcomes = new ConcurrentBag<List<Outcome>>();
        Parallel.ForEach(Cases(bitness, includes).Chunk(Batch), new ParallelOptions { MaxDegreeOfParallelism = 2 },
            batch => outcomes.Add(CaseJudge.Judge(batch, bitness)));
        return [.. outcomes.SelectMany(each => each).OrderBy(each => each.Case.Form)];
    }
}
