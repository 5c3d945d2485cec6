// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Import.Checking;

namespace EntryAsm.Import.Survey;

/// <summary>
/// Tries every source that is named: GNU as assembles it, the importer brings it over, the C# is compiled and run, and the two objects are compared. Prints what did
/// not come out equal, and a table.
/// </summary>
/// <remarks>
/// <c>dotnet run -c Release --project eng/ImportSurvey -- [--gas] [--libraries] [--entry64 COUNT] [--list FILE] [--cpp COMMAND] [--quiet] [--least PERCENT] [--reasons COUNT] [FILE|FOLDER …]</c>. A line of a list is a source and,
/// after a tab, options of as. <c>--gas</c> is GNU as's own test suite (package binutils-source), <c>--libraries</c> are
/// assembler routines of libc.a and libmvec.a (package libc6-dev), <c>--entry64</c> objects of entry_64 of Linux 5.0 in so many drawn configurations. With <c>--cpp</c> the sources that follow are <c>.S</c> files, which
/// the command preprocesses. An object (<c>.o</c>) is brought over and compared with itself.
/// </remarks>
internal static class Survey
{
    public static int Run(string[] args)
    {
        var options = SurveyOptions.Parse(args);
        return Report(Try(options.Cases), options);
    }

    /// <summary>What becomes of each source with its options of as.</summary>
    public static List<SurveyCase> Try(IEnumerable<(string Path, string Options)> sources)
    {
        var cases = sources.Select(static found => new SurveyCase(found.Path, found.Options)).ToList();
        foreach (var found in cases)
            found.AssembleAndImport();
        ModuleRunner.Run(cases.Where(static found => found.Module is not null).ToList());
        foreach (var found in cases)
            found.Compare();
        return cases;
    }

    private static int Report(List<SurveyCase> cases, SurveyOptions options)
    {
        var taken = cases.Where(static found => found.Outcome != Outcome.NotTaken).ToList();
        foreach (var found in taken.Where(static found => found.Outcome != Outcome.Equal))
        {
            if (!options.IsQuiet)
                Console.WriteLine(found.Name + ": " + found.Outcome + ": " + string.Join("\n    ", found.Reasons.Take(options.MostReasons)));
        }

        var equal = taken.Count(static found => found.Outcome == Outcome.Equal);
        Console.WriteLine();
        Console.WriteLine("| outcome | files |");
        Console.WriteLine("|---|---|");
        Console.WriteLine("| tried | " + Number(cases.Count) + " |");
        Console.WriteLine("| taken by as | " + Number(taken.Count) + " |");
        Console.WriteLine("| equal | " + Number(equal) + " (" + (taken.Count == 0 ? "-" : (100.0 * equal / taken.Count).ToString("0.0", CultureInfo.InvariantCulture)) + " %) |");
        foreach (var group in taken.Where(static found => found.Outcome != Outcome.Equal).GroupBy(static found => found.Outcome).OrderBy(static group => group.Key))
            Console.WriteLine("| " + group.Key + " | " + Number(group.Count()) + " |");
        return taken.Count > 0 && 100.0 * equal / taken.Count >= options.Least ? 0 : 1;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What became of a source.</summary>
internal enum Outcome
{
    NotTaken,
    Equal,
    NotEqual,
    NotExpressible,
    NotCompiled,
    Failed,
}
