// SPDX-License-Identifier: MIT
using EntryAsm.Report.Model;
using Microsoft.Playwright;

namespace EntryAsm.Report.Tests;

/// <summary>The page of the whole entry_64 in a browser.</summary>
[Collection(Browser.Tests)]
public class PageTests(Browser browser)
{
    [NeedsTools("chromium")]
    public async Task TheFirstViewIsThereWithinASecond()
    {
        await using var report = await browser.Open(LinuxObject.Report);
        var best = double.MaxValue;
        for (var i = 0; i < 5 && best >= 1000; i++)
        {
            await report.Page.ReloadAsync();
            await report.Page.WaitForSelectorAsync("main .map");
            best = Math.Min(best, await report.Evaluate<double>("() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"));
        }

        Assert.InRange(best, 0, 1000);
        report.WasQuiet();
    }

    [NeedsTools("chromium")]
    public async Task TheOverviewCountsWhatThereIs()
    {
        await using var report = await browser.Open(LinuxObject.Report);
        var entryObject = LinuxObject.Max;
        var tiles = await report.Page.Locator(".tiles").InnerTextAsync();
        var bytes = entryObject.Sections.Where(static section => (section.Flags & SectionFlags.Execute) != 0).Sum(static section => section.Size);
        Assert.Contains(bytes.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), tiles, StringComparison.Ordinal);
        Assert.Equal(entryObject.Gates.Length, await report.Page.Locator(".gate").CountAsync());
        Assert.Equal(EntryChecker.Check(entryObject).Findings.Length, await report.Page.Locator(".findings > .finding").CountAsync());
        Assert.True(await report.Page.Locator(".map li").CountAsync() > 50);
    }

    [NeedsTools("chromium")]
    public async Task SearchFindsNamesCodeBytesAndLines()
    {
        await using var report = await browser.Open(LinuxObject.Report);
        foreach (var (words, kind, found) in new[] { ("error_entry", "name", "error_entry"), ("swapgs", "code", "swapgs"), ("0f 01 f8", "bytes", "swapgs"), ("systemcall.cs:", "line", "") })
        {
            await report.Page.Keyboard.PressAsync("/");
            await report.Page.FillAsync("#search", words);
            var results = await report.Page.Locator("#results li").AllInnerTextsAsync();
            Assert.Contains(results, result => result.Contains(kind, StringComparison.Ordinal) && result.Contains(found, StringComparison.Ordinal));
            await report.Page.Keyboard.PressAsync("Escape");
        }

        await report.Page.Keyboard.PressAsync("/");
        await report.Page.FillAsync("#search", "error_entry");
        await report.Page.Keyboard.PressAsync("Enter");
        await report.Page.WaitForFunctionAsync("() => App.view instanceof RoutineView");
        Assert.Equal("error_entry", await report.Page.Locator("main h1").InnerTextAsync());
        report.WasQuiet();
    }

    [NeedsTools("chromium")]
    public async Task LinksLeadToAnInstructionAndToALine()
    {
        await using var report = await browser.Open(LinuxObject.Report, "#/0/at/error_entry%2B0x1");
        Assert.Equal("push rsi", await report.Page.Locator(".inspector .instruction").InnerTextAsync());
        Assert.Equal(1, await report.Page.Locator(".code .row[aria-current]").CountAsync());
        var line = await report.Page.Locator(".inspector dd a").First.InnerTextAsync();
        await report.GoTo("#/0/line/" + Uri.EscapeDataString(line));
        Assert.Contains(line, await report.Page.Locator(".inspector").InnerTextAsync(), StringComparison.Ordinal);
        await report.GoTo("#/0/at/no_such_symbol");
        Assert.Equal("Not here", await report.Page.Locator("main h1").InnerTextAsync());
        report.WasQuiet();
    }

    [NeedsTools("chromium")]
    public async Task KeysStepThroughARoutineIntoWhatItCallsAndBack()
    {
        await using var report = await browser.Open(LinuxObject.Report, "#/0/at/divide_error");
        var start = await report.Page.Locator(".inspector .place").InnerTextAsync();
        var steps = 0;
        while (await report.Page.Locator("main h1").InnerTextAsync() != "error_entry" && steps++ < 30)
            await report.Page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("error_entry", await report.Page.Locator("main h1").InnerTextAsync());
        for (; steps > 0; steps--)
            await report.Page.Keyboard.PressAsync("ArrowUp");
        Assert.Equal(start, await report.Page.Locator(".inspector .place").InnerTextAsync());
        report.WasQuiet();
    }

    [NeedsTools("chromium")]
    public async Task EveryVectorHasAPathToItsReturn()
    {
        await using var report = await browser.Open(LinuxObject.Report);
        var ends = await report.Evaluate<string[]>("""
            () => App.module.flow.entries.filter((entry) => entry.kind === 'Interrupt').map((entry) => {
              const steps = findPath(App.module, App.module.flow.states[entry.state].first, null);
              const last = steps[steps.length - 1].visit;
              return entry.vector + ' ' + App.module.flow.exitOf(last) + ' by ' + App.module.rowOf(last).text;
            })
            """);
        Assert.InRange(ends.Length, LinuxObject.Max.Gates.Length, int.MaxValue);
        Assert.All(ends, static end => Assert.Contains(" leaves by ", end, StringComparison.Ordinal));
    }

    [NeedsTools("chromium")]
    public async Task APathTakesTheOtherWayAtABranch()
    {
        await using var report = await browser.Open(LinuxObject.Report, "#/0/path/0");
        var way = report.Page.Locator(".way[aria-pressed=false]").First;
        var text = await way.InnerTextAsync();
        await way.ClickAsync();
        Assert.Equal("true", await report.Page.Locator(".way", new PageLocatorOptions { HasTextString = text }).First.GetAttributeAsync("aria-pressed"));
        var address = await report.Evaluate<string>("() => location.hash");
        var steps = await report.Evaluate<int>("() => App.view.steps.length");
        await report.GoTo("#/0/overview");
        await report.GoTo(address);
        Assert.Equal(steps, await report.Evaluate<int>("() => App.view.steps.length"));
        report.WasQuiet();
    }

    [NeedsTools("chromium")]
    public async Task AlternativesAreTabsByFeature()
    {
        var row = EntryTables.Of(LinuxObject.Max).Alternatives[0];
        await using var report = await browser.Open(LinuxObject.Report, "#/0/at/" + Uri.EscapeDataString(LinuxObject.Max.Sections[row.Original.Section].Name + "+0x" + row.Original.Offset.ToString("x", System.Globalization.CultureInfo.InvariantCulture)));
        var tabs = await report.Page.GetByRole(AriaRole.Tab).AllInnerTextsAsync();
        Assert.Equal("original", tabs[0]);
        Assert.Equal(LinuxObject.Max.Features.Single(feature => feature.Number == row.Feature).Name.Replace("X86_", "", StringComparison.Ordinal).Replace("FEATURE_", "", StringComparison.Ordinal), tabs[1]);
        report.WasQuiet();
    }

    /// <summary>The object of another assembler has no names, and numbers mean other features in other kernels.</summary>
    [NeedsTools("chromium")]
    public async Task FeaturesWithoutNamesKeepTheirNumbers()
    {
        var entryObject = ElfReader.Read(ElfWriter.Write(LinuxObject.Max), "entry_64.o");
        var row = EntryTables.Of(entryObject).Alternatives[0];
        await using var report = await browser.Open(HtmlReport.Write([new ReportedModule(entryObject)]), "#/0/at/" + Uri.EscapeDataString(entryObject.Sections[row.Original.Section].Name + "+0x" + row.Original.Offset.ToString("x", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal((row.Feature >> 5) + "*32+" + (row.Feature & 31), (await report.Page.GetByRole(AriaRole.Tab).AllInnerTextsAsync())[1]);
        report.WasQuiet();
    }

    /// <summary>With page-table isolation and without it the way out of a system call is another.</summary>
    [NeedsTools("chromium")]
    public async Task APathSaysWhatItDecidesOfFeatures()
    {
        await using var report = await browser.Open(LinuxObject.Report);
        var entry = await report.Evaluate<int>("() => App.module.flow.entries.findIndex((entry) => entry.name === 'entry_SYSCALL_64')");
        await report.GoTo("#/0/path/" + entry.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(0, await report.Page.Locator(".features .badge").CountAsync());
        await report.Page.Keyboard.PressAsync("End");
        var badge = report.Page.Locator(".features .badge", new PageLocatorOptions { HasTextRegex = new System.Text.RegularExpressions.Regex("^PTI ") });
        Assert.Equal("PTI off", await badge.InnerTextAsync());
        await report.Page.Locator(".way", new PageLocatorOptions { HasTextString = "with PTI" }).First.ClickAsync();
        await report.Page.Keyboard.PressAsync("End");
        Assert.Equal("PTI on", await badge.InnerTextAsync());
        report.WasQuiet();
    }

    [NeedsTools("chromium")]
    public async Task TablesAreSorted()
    {
        await using var report = await browser.Open(LinuxObject.Report, "#/0/tables");
        var head = report.Page.Locator("section[id='table-Symbols'] th").First;
        await head.Locator("button").ClickAsync();
        Assert.Equal("ascending", await head.GetAttributeAsync("aria-sort"));
        var names = await report.Page.Locator("section[id='table-Symbols'] tbody td:first-child").AllInnerTextsAsync();
        await head.Locator("button").ClickAsync();
        var reversed = await report.Page.Locator("section[id='table-Symbols'] tbody td:first-child").AllInnerTextsAsync();
        Assert.Equal(names[0], reversed[^1]);
        report.WasQuiet();
    }

    [NeedsTools("chromium")]
    public async Task ItIsDarkWhereTheSystemIsAndWhereOneAsksForIt()
    {
        const string Background = "() => getComputedStyle(document.body).backgroundColor";
        await using var dark = await browser.Open(LinuxObject.Report, colours: ColorScheme.Dark);
        Assert.Equal("rgb(18, 21, 28)", await dark.Evaluate<string>(Background));
        await using var light = await browser.Open(LinuxObject.Report);
        Assert.Equal("rgb(251, 251, 253)", await light.Evaluate<string>(Background));
        await light.Page.ClickAsync("#theme");
        await light.Page.ClickAsync("#theme");
        Assert.Equal("rgb(18, 21, 28)", await light.Evaluate<string>(Background));
    }

    [NeedsTools("chromium")]
    public async Task NothingIsWiderThanTheWindow()
    {
        foreach (var width in new[] { 390, 900, 1440 })
        {
            await using var report = await browser.Open(LinuxObject.Report, width: width);
            foreach (var view in new[] { "overview", "at/error_entry", "path/0", "tables" })
            {
                await report.GoTo("#/0/" + view);
                Assert.True(await report.Evaluate<bool>("() => document.documentElement.scrollWidth <= innerWidth"), view + " at " + width);
            }
        }
    }
}
