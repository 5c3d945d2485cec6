// SPDX-License-Identifier: MIT
using System.Text;
using System.Text.Json;
using EntryAsm.Generators;

namespace EntryAsm.Tool;

/// <summary>Findings as SARIF 2.1.0 (OASIS), with the path of each as a code flow: what code scanning shows in a pull request.</summary>
internal static class SarifReport
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    public static string Write(IReadOnlyList<CheckedModule> modules)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Log(json, modules);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Log(Utf8JsonWriter json, IReadOnlyList<CheckedModule> modules)
    {
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        Tool(json);
        json.WriteStartArray("results");
        foreach (var module in modules)
        {
            foreach (var finding in module.Report.Findings)
                Result(json, module, finding);
        }

        json.WriteEndArray();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Tool(Utf8JsonWriter json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "entryasm");
        json.WriteStartArray("rules");
        foreach (var rule in EntryChecker.Rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            Message(json, "shortDescription", rule.Title);
            if (HelpLinks.PageOf(rule.Id) is { } page)
                json.WriteString("helpUri", page);
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", CheckText.Word(rule.Severity));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, CheckedModule module, CheckFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule.Id);
        json.WriteNumber("ruleIndex", EntryChecker.Rules.IndexOf(finding.Rule));
        json.WriteString("level", CheckText.Word(finding.Rule.Severity));
        Message(json, "message", finding.Message);
        json.WriteStartArray("locations");
        Location(json, module, finding.Line, finding.Place, null);
        json.WriteEndArray();
        if (!finding.Path.IsEmpty)
            CodeFlow(json, module, finding);
        json.WriteEndObject();
    }

    private static void CodeFlow(Utf8JsonWriter json, CheckedModule module, CheckFinding finding)
    {
        json.WriteStartArray("codeFlows");
        json.WriteStartObject();
        json.WriteStartArray("threadFlows");
        json.WriteStartObject();
        json.WriteStartArray("locations");
        foreach (var step in finding.Path)
        {
            json.WriteStartObject();
            json.WritePropertyName("location");
            Location(json, module, step.Line, step.Place, step.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Location(Utf8JsonWriter json, CheckedModule module, SourceLocation line, string place, string? text)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", Uri.EscapeDataString(line.Line != 0 ? line.File : module.Path).Replace("%2F", "/", StringComparison.Ordinal));
        json.WriteEndObject();
        if (line.Line != 0)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", line.Line);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("fullyQualifiedName", place);
        json.WriteEndObject();
        json.WriteEndArray();
        if (text is not null)
            Message(json, "message", text);
        json.WriteEndObject();
    }

    private static void Message(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
