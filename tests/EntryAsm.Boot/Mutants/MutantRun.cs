// SPDX-License-Identifier: MIT
using HobbyKernel;
using Iced.Intel;

namespace EntryAsm.Boot;

/// <summary>Boots kernels with one deliberate mistake each, and sees whether their own checks notice.</summary>
internal static class MutantRun
{
    /// <summary>How a verdict begins that only interrupts before every instruction brought about.</summary>
    public const string UnderInterrupts = "under interrupts: ";

    private const string LostInterrupt = UnderInterrupts + "one was lost";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    /// <summary>Picks mutations by a seeded generator and boots each.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="target">The kernel: samples/HobbyKernel, if nothing else is said.</param>
    public static IReadOnlyList<MutantResult> Run(int seed, int count, BootTarget? target = null) => Run(target ?? BootTarget.Linux, (kernel, _) => Choose(kernel, seed, count, target));

    /// <summary>The same without those instructions.</summary>
    /// <param name="find">Finds them in the linked kernel.</param>
    public static IReadOnlyList<MutantResult> RunWithout(Func<MutationSites, ElfSymbols, IEnumerable<Instruction>> find) => Run(BootTarget.Linux, (kernel, symbols) =>
    {
        var mutator = new Mutator(symbols, new Random(0), EntryMap.Linux);
        return [.. find(new MutationSites(kernel, EntryMap.Linux), symbols).Select(instruction => mutator.Mutate(instruction, null, MutationOperator.Delete)!)];
    });

    private static MutantResult[] Run(BootTarget target, Func<byte[], ElfSymbols, List<Mutation>> choose)
    {
        var kernel = File.ReadAllBytes(target.Link());
        foreach (var machine in target.Machines)
        {
            if (machine.Boot(target.Link(), KernelImage.Patience) is var result && !target.Passes(result))
                throw new InvalidOperationException("the kernel fails without a mutation too:\n" + result.Serial);
        }

        if (CaughtByInterrupts(target, target.Link()) is { } failure)
            throw new InvalidOperationException("the kernel fails without a mutation too, " + failure);

        var mutations = choose(kernel, new ElfSymbols(kernel));
        var results = new MutantResult[mutations.Count];
        Parallel.For(0, mutations.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            i => results[i] = Boot(target, kernel, mutations[i]));
        return results;
    }

    /// <summary>Different mutations, by each operator in turn as far as it applies.</summary>
    public static List<Mutation> Choose(byte[] kernel, int seed, int count, BootTarget? target = null)
    {
        var random = new Random(seed);
        var map = (target ?? BootTarget.Linux).Map;
        var mutator = new Mutator(new ElfSymbols(kernel), random, map);
        var sites = new MutationSites(kernel, map).Find();
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

    private static MutantResult Boot(BootTarget target, byte[] kernel, Mutation mutation)
    {
        var path = Path.GetTempFileName();
        try
        {
            var mutant = kernel.ToArray();
            mutation.Bytes.CopyTo(mutant, new ElfSymbols(kernel).FileOffset(mutation.Address));
            File.WriteAllBytes(path, mutant);
            foreach (var machine in target.Machines)
            {
                var result = machine.Boot(path, Patience);
                if (!target.Passes(result))
                    return new MutantResult(mutation, Verdict(result));
            }

            return new MutantResult(mutation, CaughtByInterrupts(target, path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>An NMI or a maskable interrupt before every instruction, and one NMI inside another.</summary>
    private static string? CaughtByInterrupts(BootTarget target, string path)
    {
        try
        {
            var machine = target.Machines[0];
            return LosesSome(target.Map, path, machine, sweep => sweep.Run(), Injection.Nmi)
                || LosesSome(target.Map, path, machine, sweep => sweep.Run(), Injection.Maskable)
                || LosesSome(target.Map, path, machine with { CommandLine = machine.CommandLine + " unmask" }, sweep => sweep.RunNested(), Injection.Nmi) ? LostInterrupt : null;
        }
        catch (InvalidOperationException failure)
        {
            return UnderInterrupts + (Complaint(failure.Message) ?? failure.Message.Split('\n')[0]);
        }
    }

    private static bool LosesSome(EntryMap map, string path, Machine machine, Func<NmiSweep, NmiSweepResult> run, Injection injection)
    {
        using var sweep = new NmiSweep(path, machine, injection, map);
        return !run(sweep).LostNone;
    }

    private static string Verdict(BootResult result) =>
        Complaint(result.Serial) ?? (result.TimedOut ? "hung" : "reset");

    /// <summary>What the kernel said when it stopped, or null if it did not stop itself.</summary>
    private static string? Complaint(string text) =>
        text.TrimEnd().Split('\n')[^1] is var line && (line.StartsWith("FAILED", StringComparison.Ordinal) || line.StartsWith("PANIC", StringComparison.Ordinal)) ? line : null;
}

/// <summary>What became of a mutant.</summary>
/// <param name="Mutation">The mistake.</param>
/// <param name="CaughtBy">What noticed it; null if nothing did.</param>
internal sealed record MutantResult(Mutation Mutation, string? CaughtBy);
