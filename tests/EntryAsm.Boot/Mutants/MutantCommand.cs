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
        var check = new Option<bool>("--check") { Description = "do not boot: ask the checker" };
        var command = new System.CommandLine.Command("mutants", "Boots kernels with one deliberate mistake each.") { seed, count, all, check };
        command.SetAction(parsed => parsed.GetValue(check)
            ? Check(parsed.GetValue(seed), parsed.GetValue(count), parsed.GetValue(all)) : Run(parsed.GetValue(seed), parsed.GetValue(count), parsed.GetValue(all)));
        return command;
    }

    private static int Run(int seed, int count, bool all)
    {
        var clock = Stopwatch.StartNew();
        var results = MutantRun.Run(seed, count);
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

    private static int Check(int seed, int count, bool all)
    {
        var clock = Stopwatch.StartNew();
        var results = MutantCheck.Run(File.ReadAllBytes(KernelImage.Linked), new KernelEntry().Build(), seed, count);
        foreach (var result in results.Where(result => all || result.CaughtBy is null))
            Console.WriteLine($"{result.CaughtBy ?? "NOT REPORTED"} | {result.Mutation}");

        Console.WriteLine("| operator | mutants | reported |");
        Console.WriteLine("|---|---|---|");
        foreach (var group in results.GroupBy(result => result.Mutation.Operator).OrderBy(group => group.Key))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {group.Key} | {group.Count()} | {group.Count(result => result.CaughtBy is not null)} |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| all | {results.Count} | {results.Count(result => result.CaughtBy is not null)} |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {clock.Elapsed.TotalSeconds:0} s"));
        return 0;
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
