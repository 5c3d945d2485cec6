// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using HobbyKernel;

namespace EntryAsm.Boot;

/// <summary><c>nmi</c>: an NMI at every instruction of the entry paths.</summary>
internal static class NmiCommand
{
    public static System.CommandLine.Command Create()
    {
        var append = new Option<string>("--append") { Description = "the kernel's command line: nopti", DefaultValueFactory = _ => "" };
        var nested = new Option<bool>("--nested") { Description = "inside another NMI instead: at every instruction of the NMI's own path" };
        var maskable = new Option<bool>("--maskable") { Description = "a maskable interrupt instead: it arrives as soon as interrupts are on" };
        var kit = KitOption.Create();
        var command = new System.CommandLine.Command("nmi", "Sends an NMI at every instruction of the entry paths.") { append, nested, maskable, kit };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(nested) && parsed.GetValue(maskable))
                parsed.AddError("--nested and --maskable do not go together.");
        });
        command.SetAction(parsed =>
        {
            var target = KitOption.Target(parsed.GetValue(kit));
            var machine = target.Machines[0];
            return Run(target, machine with { CommandLine = (machine.CommandLine + " " + parsed.GetValue(append)).Trim() }, parsed.GetValue(nested), parsed.GetValue(maskable));
        });
        return command;
    }

    private static int Run(BootTarget target, Machine machine, bool nested, bool maskable)
    {
        var clock = Stopwatch.StartNew();
        using var sweep = new NmiSweep(target.Link(), nested ? machine with { CommandLine = machine.CommandLine + " unmask" } : machine,
            maskable ? Injection.Maskable : Injection.Nmi, target.Map);
        var result = nested ? sweep.RunNested() : sweep.Run();
        Write(result, clock.Elapsed);
        return result.IsComplete ? 0 : 1;
    }

    private static void Write(NmiSweepResult result, TimeSpan elapsed)
    {
        foreach (var way in result.Stops)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{way.Way}: {way.Places.Count} stops"));
        foreach (var place in result.Missed)
            Console.WriteLine("NOT EXECUTED: " + place);
        if (!result.LostNone)
            Console.WriteLine("INTERRUPTS WERE LOST");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{result.Instructions} instructions, {result.Stopped.Count} of them stopped at, {result.Sent} interrupts sent, {result.Merged} merged with another, {result.Handled} handled, {elapsed.TotalSeconds:0} s"));
    }
}
