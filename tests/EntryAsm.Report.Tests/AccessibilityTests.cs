// SPDX-License-Identifier: MIT
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace EntryAsm.Report.Tests;

/// <summary>
/// axe-core has nothing to say of any view, in light or dark. <c>ENTRYASM_CONTRAST=all dotnet test tests/EntryAsm.Report.Tests -c Release --filter AccessibilityTests</c> looks at the colours of
/// every view of the whole entry code in both, instead of one view in each.
/// </summary>
[Collection(Browser.Tests)]
public class AccessibilityTests(Browser browser)
{
    private static readonly string[] views = ["overview", "at/error_entry", "path/5/40", "tables"];

    /// <summary>Of the rules only this one knows colours, and on a long page it takes the longest.</summary>
    private static readonly AxeRunOptions onlyColours = new() { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] } };

    private static readonly AxeRunOptions noColours = new() { Rules = new Dictionary<string, RuleOptions> { ["color-contrast"] = new() { Enabled = false } } };

    [NeedsTools("chromium")]
    public async Task AxeFindsNothingInASmallModule()
    {
        foreach (var colours in new[] { ColorScheme.Light, ColorScheme.Dark })
            await FindsNothing(HtmlReport.Write([Compared.Module()]), ["overview", "at/first", "path/0/3", "tables", "changes"], colours, new AxeRunOptions());
    }

    [NeedsTools("chromium")]
    public Task AxeFindsNothingInTheWholeEntryCode() => FindsNothing(LinuxObject.Report, views, ColorScheme.Light, noColours);

    [NeedsTools("chromium")]
    public async Task TheColoursOfTheWholeEntryCodeHaveContrast()
    {
        var isAll = Environment.GetEnvironmentVariable("ENTRYASM_CONTRAST") == "all";
        await FindsNothing(LinuxObject.Report, isAll ? views[..^1] : [views[1]], ColorScheme.Light, onlyColours);
        await FindsNothing(LinuxObject.Report, isAll ? views[..^1] : [views[2]], ColorScheme.Dark, onlyColours);
    }

    private async Task FindsNothing(string html, string[] shown, ColorScheme colours, AxeRunOptions options)
    {
        await using var report = await browser.Open(html, colours: colours);
        foreach (var view in shown)
        {
            await report.GoTo("#/0/" + view);
            var result = await report.Page.RunAxe(options);
            var problems = result.Violations.Select(violation => violation.Id + ": " + violation.Help + "\n" + string.Join("\n", violation.Nodes.Take(3).Select(static node => "  " + node.Html)));
            Assert.True(result.Violations.Length == 0, view + ", " + colours + ":\n" + string.Join("\n", problems));
        }

        report.WasQuiet();
    }
}
