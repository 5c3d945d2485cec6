// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using HobbyKernel;

namespace EntryAsm.Boot;

/// <summary><c>mutants</c>: how many deliberate mistakes the boot tests catch.</summary>
internal static class MutantCommand
{
    public static System.CommandLine.Command Create()
    {
        var seed = new Option<int>("--seed") { Description = "of the generator that picks them", DefaultValueFactory = _ => 1 };
        var count = new Option<int>("--count") { Description = "how many", DefaultValueFactory = _ => 300 };
        var all = new Option<bool>("--verbose") { Description = "list what was caught too" };
        var seeds = new Option<string>("--seeds") { Description = "with --check: the first and the last seed", DefaultValueFactory = _ => "1-3" };
        var check = new Option<bool>("--check") { Description = "do not boot: ask the checker" };
        var kit = KitOption.Create();
        var command = new System.CommandLine.Command("mutants", "Boots kernels with one deliberate mistake each.") { seed, count, all, check, seeds, kit };
        command.SetAction(parsed => parsed.GetValue(check)
            ? Check(parsed.GetValue(seeds)!, parsed.GetValue(count), parsed.GetValue(all)) : Run(KitOption.Target(parsed.GetValue(kit)), parsed.GetValue(seed), parsed.GetValue(count), parsed.GetValue(all)));
        return command;
    }

    private static int Run(BootTarget target, int seed, int count, bool all)
    {
        var clock = Stopwatch.StartNew();
        var results = MutantRun.Run(seed, count, target);
        foreach (var result in results.Where(result => all || result.CaughtBy is null))
            Console.WriteLine($"{result.CaughtBy ?? "SURVIVED"} | {result.Mutation}");

        Console.WriteLine("| operator | mutants | caught | by a check | by a reset | by a hang | under interrupts |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var group in results.GroupBy(result => result.Mutation.Operator).OrderBy(group => group.Key))
            Row(group.Key.ToString(), [.. group]);
        Row("all", results);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {clock.Elapsed.TotalSeconds:0} s"));
        return 0;
    }

    private static int Check(string seeds, int count, bool all)
    {
        var clock = Stopwatch.StartNew();
        var kernel = File.ReadAllBytes(KernelImage.Linked);
        var entry = new KernelEntry().Build();
        var bounds = seeds.Split('-').Select(static number => int.Parse(number, CultureInfo.InvariantCulture)).ToList();
        var results = Enumerable.Range(bounds[0], bounds[^1] - bounds[0] + 1).SelectMany(seed => MutantCheck.Run(kernel, entry, seed, count)).DistinctBy(static result => result.Mutation.ToString())
            .Where(static result => !Survivors.Contains(result.Mutation)).ToList();
        foreach (var result in results.Where(result => all || result.CaughtBy is null))
            Console.WriteLine($"{result.CaughtBy ?? "NOT REPORTED"} | {result.Mutation}");

        Console.WriteLine("| operator | mutants | reported | |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var group in results.GroupBy(result => result.Mutation.Operator).OrderBy(group => group.Key))
            Reported(group.Key.ToString(), [.. group]);
        Reported("all", results);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seeds {seeds}, {clock.Elapsed.TotalSeconds:0} s"));
        return 0;
    }

    private static void Reported(string name, List<MutantResult> results)
    {
        var count = results.Count(static result => result.CaughtBy is not null);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {results.Count} | {count} | {100.0 * count / results.Count:0.0} % |"));
    }

    private static void Row(string name, IReadOnlyList<MutantResult> results)
    {
        int Count(Func<string, bool> which) => results.Count(result => result.CaughtBy is { } by && which(by));
        var reset = Count(by => by == "reset");
        var hung = Count(by => by == "hung");
        var underInterrupts = Count(by => by.StartsWith(MutantRun.UnderInterrupts, StringComparison.Ordinal));
        var caught = Count(_ => true);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {results.Count} | {caught} | {caught - reset - hung - underInterrupts} | {reset} | {hung} | {underInterrupts} |"));
    }
}
