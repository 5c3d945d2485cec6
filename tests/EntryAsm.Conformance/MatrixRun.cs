// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using EntryAsm.Encoding;
using Iced.Intel;

namespace EntryAsm.Conformance;

/// <summary>Every case of every form of a mode, judged in parallel batches.</summary>
internal static class MatrixRun
{
    private const int Batch = 4000;

    /// <summary>The cases of those forms.</summary>
    public static IEnumerable<Case> Cases(int bitness, Func<int, bool> includes) =>
        Enumerable.Range(0, Forms.Count).Where(includes).SelectMany(form => FormCases.Of(form, bitness));

    public static IReadOnlyList<Outcome> Run(int bitness, Func<int, bool> includes)
    {
        var outcomes = new ConcurrentBag<List<Outcome>>();
        Parallel.ForEach(Cases(bitness, includes).Chunk(Batch), new ParallelOptions { MaxDegreeOfParallelism = 2 },
            batch => outcomes.Add(CaseJudge.Judge(batch, bitness)));
        return [.. outcomes.SelectMany(each => each).OrderBy(each => each.Case.Form)];
    }
}
