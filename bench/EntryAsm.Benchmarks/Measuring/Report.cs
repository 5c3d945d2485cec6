// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Runtime.InteropServices;

namespace EntryAsm.Benchmarks;

/// <summary>The table as Markdown.</summary>
internal static class Report
{
    public static string Head() => $"""
        {Environment.ProcessorCount} × {Processor()}, {RuntimeInformation.FrameworkDescription}, {ExternalTool.Run("as", "--version").Split('\n')[0]}, {Load()}

        | what | measured against | ratio | to reach | ours | theirs |
        |---|---|---:|---:|---|---|
        """;

    /// <summary>How busy the machine is: the run queue, on average over the last minute.</summary>
    public static string Load()
    {
        const string Averages = "/proc/loadavg";
        return File.Exists(Averages) ? "load average " + File.ReadAllText(Averages).Split(' ')[0] : "";
    }

    public static string Line(Row row, Result result)
    {
        var ratio = result.Ratio.ToString("0.###", CultureInfo.InvariantCulture);
        var goal = double.IsInfinity(row.Goal) ? "" : "≤ " + row.Goal.ToString("0.###", CultureInfo.InvariantCulture);
        return $"| {row.What} | {row.Against} | {(result.Ratio <= row.Goal ? ratio : $"**{ratio}**")} | {goal} | {result.Ours} | {result.Theirs} |";
    }

    private static string Processor()
    {
        const string Information = "/proc/cpuinfo";
        var line = File.Exists(Information) ? File.ReadLines(Information).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
