// SPDX-License-Identifier: MIT
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace EntryAsm.Report.Tests;

/// <summary>axe-core has nothing to say of any view, in light or dark.</summary>
[Collection(Browser.Tests)]
public class AccessibilityTests(Browser browser)
{
    [NeedsTools("chromium")]
    public Task AxeFindsNothingInASmallModule() => FindsNothing(HtmlReport.Write([Compared.Module()]), ["overview", "at/first", "path/0/3", "tables", "changes"]);

    [NeedsTools("chromium")]
    public Task AxeFindsNothingInTheWholeEntryCode() => FindsNothing(LinuxObject.Report, ["overview", "at/error_entry", "at/entry_SYSCALL_64", "path/5/40", "tables"]);

    private async Task FindsNothing(string html, string[] views)
    {
        foreach (var colours in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var report = await browser.Open(html, colours: colours);
            foreach (var view in views)
            {
                await report.GoTo("#/0/" + view);
                var result = await report.Page.RunAxe();
                var problems = result.Violations.Select(violation => violation.Id + ": " + violation.Help + "\n" + string.Join("\n", violation.Nodes.Take(3).Select(static node => "  " + node.Html)));
                Assert.True(result.Violations.Length == 0, view + ", " + colours + ":\n" + string.Join("\n", problems));
            }

            report.WasQuiet();
        }
    }
}
