// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;
using EntryAsm.Writers;

namespace EntryAsm.Report.Model;

/// <summary>What the checker found, for the page.</summary>
internal static class FindingData
{
    public static void Write(JsonText json, CheckReport report)
    {
        json.Key("check");
        json.BeginObject();
        json.Key("entries").Value(report.Entries);
        json.Key("paths").Value(report.Paths);
        json.Key("instructions").Value(report.Instructions);
        json.Key("unknowns").Value(report.Unknowns);
        json.Key("findings");
        json.BeginArray();
        foreach (var finding in report.Findings)
            Write(json, finding);
        json.EndArray();
        json.EndObject();
    }

    private static void Write(JsonText json, CheckFinding finding)
    {
        json.BeginObject(isInline: true);
        json.Key("id").Value(finding.Rule.Id);
        json.Key("severity").Value(finding.Rule.Severity.ToString().ToLowerInvariant());
        json.Key("title").Value(finding.Rule.Title);
        json.Key("message").Value(finding.Message);
        json.Key("section").Value(finding.Order.Section);
        json.Key("offset").Value(finding.Order.Offset);
        json.Key("place").Value(finding.Place);
        json.Key("line").Value(Line(finding.Line));
        json.Key("path");
        json.BeginArray();
        foreach (var step in finding.Path)
        {
            json.BeginArray();
            json.Value(step.Place);
            json.Value(step.Text);
            json.Value(Line(step.Line));
            json.EndArray();
        }

        json.EndArray();
        json.EndObject();
    }

    private static string Line(SourceLocation line) => line.Line == 0 ? "" : line.File + ":" + NumberText.Decimal(line.Line);
}
