// SPDX-License-Identifier: MIT
using EntryAsm.Conformance;
using EntryAsm.Encoding;

namespace EntryAsm.Fuzz;

/// <summary>The matrix of every form, as figures.</summary>
internal static class MatrixReport
{
    public static int Run(int bitness, int shown = 50)
    {
        if (!IsMode("--matrix", bitness))
            return 2;

        var outcomes = MatrixRun.Run(bitness, _ => true);
        var mode = FormChooser.FormTraitsOfMode(bitness);
        var forms = Enumerable.Range(0, Forms.Count).Count(form => (Forms.TraitsOf(form) & mode) != 0);
        var compared = outcomes.Where(each => each.Verdict == Verdict.Agreed).Select(each => each.Chosen).Distinct().Count();
        Console.WriteLine($"forms of {bitness}-bit code: {forms}, compared with GNU as: {compared}");
        foreach (var group in outcomes.GroupBy(each => each.Verdict).OrderBy(group => group.Key))
            Console.WriteLine(group.Key + ": " + group.Count() + " cases");
        foreach (var (reason, lines) in ExclusionList.Summary(ExclusionList.Lines(outcomes, bitness)))
            Console.WriteLine(reason + ": " + lines + " forms");

        foreach (var group in outcomes.Where(each => each.Verdict == Verdict.RejectedByJudge).GroupBy(each => ExclusionList.Generalised(each.Detail)))
            Console.WriteLine("rejected by GNU as, " + group.Count() + " cases: " + group.First().Detail);
        var wrong = outcomes.Where(each => each.Verdict is Verdict.Mismatch or Verdict.WrongRoundTrip).ToList();
        foreach (var each in wrong.Take(shown))
            Console.WriteLine(each.Case + "\n  " + each.Detail);
        Console.WriteLine($"cases {outcomes.Count}, mismatches {wrong.Count}");
        return wrong.Count == 0 ? 0 : 1;
    }

    /// <summary>What is listed for every case, called again.</summary>
    public static int RunListed(int bitness, int shown = 50)
    {
        if (!IsMode("--listed", bitness))
            return 2;
        var (called, differences) = MatrixRun.RunListed(bitness, MatrixRun.Cases(bitness, static _ => true));
        foreach (var difference in differences.Take(shown))
            Console.WriteLine(difference);
        Console.WriteLine($"texts called again {called}, differences {differences.Count}");
        return differences.Count == 0 ? 0 : 1;
    }

    private static bool IsMode(string option, int bitness)
    {
        var isMode = bitness is 16 or 32 or 64;
        if (!isMode)
            Console.Error.WriteLine(option + " takes 16, 32 or 64, not " + bitness);
        return isMode;
    }
}
