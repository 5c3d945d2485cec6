// SPDX-License-Identifier: MIT
using EntryAsm.Report.Model;

namespace EntryAsm.Report.Tests;

/// <summary><c>--against</c>: what changed is marked, what moved is not.</summary>
[Collection(Browser.Tests)]
public class ChangesTests(Browser browser)
{
    [NeedsTools("chromium")]
    public async Task OnlyTheInstructionThatIsNewIsMarked()
    {
        await using var report = await browser.Open(HtmlReport.Write([Compared.Module()]), "#/0/changes");
        Assert.Equal(["first"], await report.Page.Locator(".change-list a").AllInnerTextsAsync());
        Assert.Equal(1, await report.Page.Locator(".diff tr.added").CountAsync());
        Assert.Equal(0, await report.Page.Locator(".diff tr.changed, .diff tr.removed").CountAsync());
        Assert.EndsWith("cld", await report.Page.Locator(".diff tr.added .new").InnerTextAsync(), StringComparison.Ordinal);
        report.WasQuiet();
    }

    [NeedsTools("chromium")]
    public async Task AModuleBesideItselfHasNoChange()
    {
        var module = LinuxObject.Max;
        var changes = EntryAsm.Tool.ReportChanges.Between(EntryAsm.Tool.Input.Decode("old.o", ElfWriter.Write(module)), [new EntryAsm.Tool.Module(module)])[0];
        Assert.Empty(changes);
        await using var report = await browser.Open(HtmlReport.Write([new ReportedModule(module) { Changes = changes }]), "#/0/changes");
        Assert.Contains("No routine differs", await report.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }
}
