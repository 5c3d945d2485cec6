// SPDX-License-Identifier: MIT
using EntryAsm.Conformance;

namespace EntryAsm.Fuzz;

/// <summary>The single lines of GNU as's test suite, as figures.</summary>
internal static class LineReport
{
    public static int Run(int shown = 50)
    {
        var outcomes = LineRun.Run(every: 1);
        var taken = outcomes.Count(static each => each.Verdict != LineVerdict.NotTaken);
        Console.WriteLine($"single lines {outcomes.Count}, taken by GNU as {taken}");
        foreach (var group in outcomes.GroupBy(static each => each.Verdict).OrderBy(static group => group.Key))
            Console.WriteLine($"{group.Key}: {group.Count()} ({100.0 * group.Count() / taken:0.00} % of what is taken)");
        foreach (var group in outcomes.Where(static each => each.Verdict == LineVerdict.Unread).GroupBy(static each => each.Detail).OrderByDescending(static group => group.Count()))
            Console.WriteLine($"unread, {group.Count()}: {group.Key}, as in {group.First().Line}");
        foreach (var verdict in (LineVerdict[])[LineVerdict.Different, LineVerdict.Refused])
        {
            foreach (var each in outcomes.Where(each => each.Verdict == verdict).Take(shown))
                Console.WriteLine(verdict + ": " + each.Line + "\n  " + each.Detail);
        }

        return outcomes.Exists(static each => each.Verdict == LineVerdict.Different) ? 1 : 0;
    }
}
