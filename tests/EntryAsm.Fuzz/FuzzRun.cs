// SPDX-License-Identifier: MIT
using System.Diagnostics;
using EntryAsm.Conformance;
using EntryAsm.Encoding;

namespace EntryAsm.Fuzz;

/// <summary>Draws programs, has them judged in batches on every processor, and reports.</summary>
internal sealed class FuzzRun(int seed, int count, Oracle oracle)
{
    private const int Batch = 100;
    private const int Shown = 5;

    private readonly int[] draws = new int[Forms.Count];
    private readonly Lock reporting = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private long lastProgress;
    private int programs;
    private int refused;
    private int unsaid;
    private long instructions;
    private int mismatches;

    public int Run()
    {
        if (oracle != Oracle.None && !InstalledTools.Exists(oracle == Oracle.Gas ? "as" : "llvm-mc"))
        {
            Console.Error.WriteLine("the oracle needs " + (oracle == Oracle.Gas ? "as (package binutils)" : "llvm-mc (package llvm)") + ", which is not installed");
            return 2;
        }

        Parallel.ForEach(Enumerable.Range(0, count).Chunk(Batch), Judge);
        PrintDraws();
        Console.WriteLine($"programs {programs} (and {refused} refused by the engine, {unsaid} instructions unknown to the oracle), instructions {instructions}, mismatches {mismatches}");
        return mismatches == 0 ? 0 : 1;
    }

    private void Judge(int[] numbers)
    {
        var drawn = numbers.Select(number => (Number: number, Program: ProgramGenerator.Draw(seed, number, form => Interlocked.Increment(ref draws[form])))).ToList();
        var accepted = drawn.Where(each => ProgramJudge.IsAccepted(each.Program)).ToList();
        var found = Differences([.. accepted.Select(each => each.Program)]);
        lock (reporting)
        {
            programs += accepted.Count;
            refused += drawn.Count - accepted.Count;
            instructions += accepted.Sum(each => each.Program.Instructions);
            foreach (var (index, difference) in found)
                Report(accepted[index].Number, accepted[index].Program, difference);
            Progress();
        }
    }

    /// <summary>What the oracle finds, and what decoding finds.</summary>
    private Dictionary<int, string> Differences(List<RandomProgram> batch)
    {
        var differences = RoundTrips(batch);
        var judged = oracle switch
        {
            Oracle.Gas => ProgramJudge.Judge(batch),
            Oracle.Llvm => Llvm(batch),
            _ => [],
        };
        foreach (var (number, difference) in judged)
            differences.TryAdd(number, difference);
        return differences;
    }

    private Dictionary<int, string> Llvm(List<RandomProgram> batch)
    {
        var differences = LlvmJudge.Judge(batch, out var unknown);
        Interlocked.Add(ref unsaid, unknown);
        return differences;
    }

    private static Dictionary<int, string> RoundTrips(List<RandomProgram> batch)
    {
        var differences = new Dictionary<int, string>();
        for (var number = 0; number < batch.Count; number++)
        {
            if (RoundTrip.Problem(batch[number]) is { } problem)
                differences.Add(number, problem);
        }

        return differences;
    }

    private void Report(int number, RandomProgram program, string difference)
    {
        mismatches++;
        if (mismatches > Shown)
            return;
        var small = ProgramShrinker.Shrink(program, each => Fails(each) is not null);
        Console.WriteLine($"program {number} of seed {seed}: {Fails(small) ?? difference}");
        Console.WriteLine("as C#:");
        Console.WriteLine(small);
        Console.WriteLine("as GNU assembler source:");
        Console.WriteLine(ProgramJudge.Source(small));
    }

    private string? Fails(RandomProgram program) => Differences([program]).Values.FirstOrDefault();

    private void Progress()
    {
        if (clock.ElapsedMilliseconds - lastProgress < 2000)
            return;
        lastProgress = clock.ElapsedMilliseconds;
        Console.Error.WriteLine($"{programs + refused}/{count} programs, {instructions} instructions, {mismatches} mismatches, {clock.Elapsed.TotalSeconds:f0} s");
    }

    private void PrintDraws()
    {
        var counts = Enumerable.Range(0, Forms.Count).Where(form => draws[form] > 0)
            .GroupBy(form => Forms.CodeOf(Forms.Row(form)).ToString()).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.Key + " " + group.Sum(form => draws[form])).ToList();
        Console.WriteLine("draws per form (" + counts.Count + " forms):");
        foreach (var line in counts.Chunk(6))
            Console.WriteLine("  " + string.Join(", ", line));
    }
}
