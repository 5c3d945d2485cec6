// SPDX-License-Identifier: MIT
using EntryAsm.Benchmarks;

// dotnet run -c Release --project bench/EntryAsm.Benchmarks [-- PART-OF-A-ROW'S-NAME]      prints the table of docs/performance.md
var wanted = args.Length == 0 ? "" : args[0];
Row[] rows = [.. AssembleRows.All, .. LinkRows.All, .. ImportRows.All, .. GeneratorRows.All, .. AnalysisRows.All, .. BuildRows.All, .. BoundRows.All, .. ConstructRows.All, .. PeerRows.All];

Console.WriteLine(Report.Head());
foreach (var row in rows)
{
    if (row.What.Contains(wanted, StringComparison.OrdinalIgnoreCase))
        Console.WriteLine(Report.Line(row, row.Measure()));
}

Console.WriteLine("\nAt the end: " + Report.Load());
