// SPDX-License-Identifier: MIT
using EntryAsm.Benchmarks;

// dotnet run -c Release --project bench/EntryAsm.Benchmarks [-- PART-OF-A-ROW'S-NAME [RUNS]]      prints the table of docs/performance.md; of several runs the one in the middle
var wanted = args.Length == 0 ? "" : args[0];
var runs = args.Length < 2 ? 1 : int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture);
Row[] rows = [.. AssembleRows.All, .. LinkRows.All, .. ImportRows.All, .. GeneratorRows.All, .. AnalysisRows.All, .. BuildRows.All, .. BoundRows.All, .. ConstructRows.All, .. PeerRows.All];

Console.WriteLine(Report.Head());
foreach (var row in rows)
{
    if (row.What.Contains(wanted, StringComparison.OrdinalIgnoreCase))
        Console.WriteLine(Report.Line(row, Result.Median(Enumerable.Range(0, runs).Select(_ => row.Measure()))));
}

Console.WriteLine("\nAt the end: " + Report.Load());
