// SPDX-License-Identifier: MIT
using EntryAsm.Report.Model;
using EntryAsm.Report.Page;
using EntryAsm.Writers;

namespace EntryAsm.Report;

/// <summary>Modules as one HTML file that needs nothing else: code, control flow, the stack at every instruction, tables, findings.</summary>
internal static class HtmlReport
{
    /// <summary>The version of the data in the page.</summary>
    private const int Version = 1;

    /// <param name="modules">The modules, in the order in which they are shown.</param>
    public static string Write(IReadOnlyList<ReportedModule> modules)
    {
        var json = new JsonText();
        json.BeginObject();
        json.Key("version").Value(Version);
        json.Key("modules");
        json.BeginArray();
        foreach (var module in modules)
            new ModuleData(module, json).Write();
        json.EndArray();
        json.EndObject();
        return PageTemplate.Fill(string.Join(", ", modules.Select(static module => module.Object.Name)), json.ToString());
    }
}
