// SPDX-License-Identifier: MIT
using HobbyKernel;
using Iced.Intel;

namespace EntryAsm.Boot;

/// <summary>Boots kernels with one deliberate mistake each, and sees whether their own checks notice.</summary>
internal static class MutantRun
{
    /// <summary>A mutant that passes all of them has survived.</summary>
    private static readonly Machine[] Machines = [new(), new(Cpu: "max,la57=off", CommandLine: "nopti")];

    /// <summary>How a verdict begins that only the NMIs brought about.</summary>
    public const string UnderNmis = "under NMIs: ";

    private const string LostNmi = UnderNmis + "one was lost";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    /// <summary>Picks mutations by a seeded generator and boots each.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="count">How many.</param>
    public static IReadOnlyList<MutantResult> Run(int seed, int count)
    {
        var kernel = File.ReadAllBytes(KernelImage.Linked);
        foreach (var machine in Machines)
        {
            if (machine.Boot(KernelImage.Linked, KernelImage.Patience) is { Passed: false } result)
                throw new InvalidOperationException("the kernel fails without a mutation too:\n" + result.Serial);
        }

        var mutations = Choose(kernel, seed, count);
        var results = new MutantResult[mutations.Count];
        Parallel.For(0, mutations.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            i => results[i] = Boot(kernel, mutations[i]));
        return results;
    }

    /// <summary>Different mutations, by each operator in turn as far as it applies.</summary>
    public static List<Mutation> Choose(byte[] kernel, int seed, int count)
    {
        var random = new Random(seed);
        var mutator = new Mutator(new ElfSymbols(kernel), random);
        var sites = new MutationSites(kernel).Find();
        var operators = Enum.GetValues<MutationOperator>();
        var chosen = new Dictionary<string, Mutation>(StringComparer.Ordinal);
        for (var tries = 0; chosen.Count < count && tries < 1000 * count; tries++)
        {
            var site = random.Next(sites.Count);
            Instruction? next = site + 1 < sites.Count && sites[site + 1].IP == sites[site].NextIP ? sites[site + 1] : null;
            if (mutator.Mutate(sites[site], next, operators[tries % operators.Length]) is { } mutation)
                chosen.TryAdd(mutation.ToString(), mutation);
        }

        return [.. chosen.Values];
    }

    private static MutantResult Boot(byte[] kernel, Mutation mutation)
    {
        var path = Path.GetTempFileName();
        try
        {
            var mutant = kernel.ToArray();
            mutation.Bytes.CopyTo(mutant, new ElfSymbols(kernel).FileOffset(mutation.Address));
            File.WriteAllBytes(path, mutant);
            foreach (var machine in Machines)
            {
                var result = machine.Boot(path, Patience);
                if (!result.Passed)
                    return new MutantResult(mutation, Verdict(result));
            }

            return SurvivesNmis(path, mutation);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static MutantResult SurvivesNmis(string path, Mutation mutation)
    {
        try
        {
            using (var sweep = new NmiSweep(path, Machines[0]))
            {
                if (sweep.Run() is var result && !result.LostNone)
                    return new MutantResult(mutation, LostNmi);
            }

            using (var sweep = new NmiSweep(path, Machines[0] with { CommandLine = "unmask" }))
            {
                var result = sweep.RunNested();
                return new MutantResult(mutation, result.LostNone ? null : LostNmi);
            }
        }
        catch (InvalidOperationException failure)
        {
            return new MutantResult(mutation, UnderNmis + LastLine(failure.Message));
        }
    }

    private static string Verdict(BootResult result) =>
        LastLine(result.Serial) is { } line && (line.StartsWith("FAILED", StringComparison.Ordinal) || line.StartsWith("PANIC", StringComparison.Ordinal)) ? line
        : result.TimedOut ? "hung" : "reset";

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];
}

/// <summary>What became of a mutant.</summary>
/// <param name="Mutation">The mistake.</param>
/// <param name="CaughtBy">What noticed it; null if nothing did.</param>
internal sealed record MutantResult(Mutation Mutation, string? CaughtBy);
