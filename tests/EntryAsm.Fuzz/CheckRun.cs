// SPDX-License-Identifier: MIT
using System.Diagnostics;
using EntryAsm.Conformance;

namespace EntryAsm.Fuzz;

/// <summary>Has the checker look at hostile modules and at the programs of the other runs, with all that can be asked of it: it must come to an end, soon, whatever it is given.</summary>
internal static class CheckRun
{
    private static readonly CheckOptions everything = new() { Speculation = true, Strict = true };

    /// <summary>How long one module may take, in processor time.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(5);

    public static int Run(int seed, int count)
    {
        int failures = 0, checkedModules = 0, findings = 0, unfinished = 0;
        var longest = TimeSpan.Zero;
        for (var number = 0; number < count; number++)
        {
            var which = unchecked(seed * 1_000_003 + number);
            foreach (var made in Modules(seed, number, which))
            {
                var (report, took) = Checked(made, which);
                checkedModules++;
                failures += report is null ? 1 : 0;
                findings += report?.Findings.Length ?? 0;
                unfinished += report?.Findings.Any(static finding => finding.Rule.Id == "EA0499") == true ? 1 : 0;
                if (took > patience)
                    took = Checked(made, which).Took; // the first times include what the just-in-time compiler does beside
                if (took > longest)
                    longest = took;
                if (took <= patience)
                    continue;
                failures++;
                Console.WriteLine($"module {which}: {took.TotalSeconds:0.0} s of processor time");
            }
        }

        Console.WriteLine(FormattableString.Invariant($"modules {checkedModules}, findings {findings}, not analysed to the end {unfinished}, longest {longest.TotalSeconds:0.00} s, failures {failures}"));
        return failures == 0 ? 0 : 1;
    }

    private static (CheckReport? Report, TimeSpan Took) Checked(EntryObject module, int which)
    {
        var start = Process.GetCurrentProcess().TotalProcessorTime;
        CheckReport? report = null;
        try
        {
            report = EntryChecker.Check(module, everything);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            Console.WriteLine($"module {which}: {problem}");
        }

        return (report, Process.GetCurrentProcess().TotalProcessorTime - start);
    }

    private static IEnumerable<EntryObject> Modules(int seed, int number, int which)
    {
        if (Built(new HostileModule(which)) is { } hostile)
            yield return hostile;
        if (Built(new ProgramModule([ProgramGenerator.Draw(seed, number, static _ => { })])) is { } program)
            yield return program;
    }

    /// <summary>The object; null where the engine refuses the module.</summary>
    private static EntryObject? Built(EntryAssembler module)
    {
        try
        {
            return module.Build();
        }
        catch (EntryAsmException)
        {
            return null;
        }
    }
}
