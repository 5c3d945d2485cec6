// SPDX-License-Identifier: MIT
namespace EntryAsm.Boot;

/// <summary>Gives the checker the same mutants that are booted, and sees which it reports.</summary>
internal static class MutantCheck
{
    private static readonly CheckOptions everything = new() { Speculation = true };

    /// <param name="kernel">The linked kernel.</param>
    /// <param name="entry">The module that its entry code comes from.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="count">How many.</param>
    public static IReadOnlyList<MutantResult> Run(byte[] kernel, EntryObject entry, int seed, int count)
    {
        var linked = new LinkedEntry(kernel, entry);
        var known = Found(entry).Select(Key).ToHashSet();
        var mutations = MutantRun.Choose(kernel, seed, count);
        var results = new MutantResult[mutations.Count];
        Parallel.For(0, mutations.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            i => results[i] = new MutantResult(mutations[i], Found(linked.With(mutations[i])).FirstOrDefault(finding => !known.Contains(Key(finding))) is { } finding ? finding.Rule.Id + " " + finding.Message : null));
        return results;
    }

    /// <summary>What is found without a mutation too: of speculation, the fences that this kernel's entry code is too old to have.</summary>
    private static (string Rule, string Place) Key(CheckFinding finding) => (finding.Rule.Id, finding.Place);

    private static IEnumerable<CheckFinding> Found(EntryObject entry) => EntryChecker.Check(entry, everything).Findings;
}
