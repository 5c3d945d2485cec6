// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Tool;

/// <summary>A module and what checking it has come to.</summary>
/// <param name="Path">The file, as the user wrote it.</param>
/// <param name="Name">The module's name.</param>
/// <param name="Report">What was found.</param>
internal sealed record CheckedModule(string Path, string Name, CheckReport Report);

/// <summary>Findings as text: a line each, as compilers write them, then what was proved.</summary>
internal sealed class CheckText(Terminal terminal)
{
    /// <returns>How many findings there are; notes of a strict run do not count.</returns>
    public int Write(IReadOnlyList<CheckedModule> modules)
    {
        var findings = 0;
        foreach (var module in modules)
        {
            foreach (var finding in module.Report.Findings)
            {
                terminal.Output.Write(Place(module, finding) + ": " + Word(finding.Rule.Severity) + " " + finding.Rule.Id + ": " + finding.Message + "\n");
                if (finding.Rule.Severity != CheckSeverity.Note)
                    findings++;
            }
        }

        foreach (var module in modules)
            terminal.Output.Write(Summary(module) + "\n");
        return findings;
    }

    public static string Word(CheckSeverity severity) => severity switch { CheckSeverity.Error => "error", CheckSeverity.Warning => "warning", _ => "note" };

    private static string Place(CheckedModule module, CheckFinding finding) => finding.Line.Line != 0 ? finding.Line.ToString() : module.Path + "(" + finding.Place + ")";

    private static string Summary(CheckedModule module)
    {
        var report = module.Report;
        return module.Name + ": " + Count(report.Findings.Count(static finding => finding.Rule.Severity != CheckSeverity.Note), "finding") + "; followed " + Count(report.Entries, "entry", "entries") + " over "
            + Count(report.Instructions, "instruction") + " to " + Count(report.Paths, "end") + " of paths; not proved: " + report.Unknowns.ToString(CultureInfo.InvariantCulture);
    }

    private static string Count(int number, string one, string? many = null) => number.ToString(CultureInfo.InvariantCulture) + " " + (number == 1 ? one : many ?? one + "s");
}
