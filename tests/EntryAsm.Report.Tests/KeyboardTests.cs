// SPDX-License-Identifier: MIT
using System.Text.Json;
using Microsoft.Playwright;

namespace EntryAsm.Report.Tests;

/// <summary>The page without a mouse, and as a screen reader is told of it.</summary>
[Collection(Browser.Tests)]
public class KeyboardTests(Browser browser)
{
    /// <summary>What has the focus: its name, and whether one sees that it has it.</summary>
    private const string Focused = """
        () => { const e = document.activeElement; return [e.id || e.className || e.tagName, e.getAttribute('aria-label') || e.textContent.trim() || e.placeholder || '', getComputedStyle(e).outlineStyle].join('|'); }
        """;

    private static readonly HashSet<string> controls = ["link", "button", "combobox", "tab", "searchbox", "region", "tabpanel", "textbox"];

    [NeedsTools("chromium")]
    public async Task AWalkByKeysAlone()
    {
        await using var report = await browser.Open(LinuxObject.Report);
        var keys = report.Page.Keyboard;
        await keys.PressAsync("Tab");
        Assert.StartsWith("skip|To the content", await report.Evaluate<string>(Focused), StringComparison.Ordinal);
        await keys.PressAsync("Enter");
        Assert.Equal("main", await report.Evaluate<string>("() => document.activeElement.id"));

        await keys.PressAsync("/");
        await keys.TypeAsync("entry_SYSCALL_64");
        await keys.PressAsync("Enter");
        await report.Page.WaitForFunctionAsync("() => App.view instanceof RoutineView");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("ArrowDown");
        Assert.StartsWith("entry_SYSCALL_64+0x", await report.Page.Locator(".inspector .place").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("GS the kernel’s", await report.Page.Locator("#live").TextContentAsync(), StringComparison.Ordinal);

        for (var i = 0; i < 40; i++)
        {
            await keys.PressAsync("Tab");
            var focused = await report.Evaluate<string>(Focused);
            if (focused.StartsWith("BODY|", StringComparison.Ordinal))
                break;
            Assert.DoesNotContain("||", focused, StringComparison.Ordinal);
            Assert.False(focused.EndsWith("|none", StringComparison.Ordinal), focused);
        }

        report.WasQuiet();
    }

    [NeedsTools("chromium")]
    public async Task TabsAreChangedByArrowsAndKeepTheFocus()
    {
        var row = EntryTables.Of(LinuxObject.Max).Alternatives[0];
        await using var report = await browser.Open(LinuxObject.Report, "#/0/at/" + Uri.EscapeDataString(LinuxObject.Max.Sections[row.Original.Section].Name + "+0x" + row.Original.Offset.ToString("x", System.Globalization.CultureInfo.InvariantCulture)));
        await report.Page.GetByRole(AriaRole.Tab).First.FocusAsync();
        await report.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("true", await report.Evaluate<string>("() => document.activeElement.getAttribute('aria-selected')"));
        Assert.NotEqual("original", await report.Evaluate<string>("() => document.activeElement.textContent"));
    }

    [NeedsTools("chromium")]
    public async Task TheAccessibilityTreeHasLandmarksNamesAndTheStack()
    {
        await using var report = await browser.Open(LinuxObject.Report, "#/0/path/5/40");
        var nodes = await Tree(report.Page);
        foreach (var landmark in new[] { ("banner", ""), ("navigation", "Views"), ("navigation", "Routines"), ("search", ""), ("main", ""), ("complementary", "Chosen instruction"), ("list", "Stack, from the highest address down"), ("list", "Processor"), ("combobox", "Entry") })
            Assert.Contains(nodes, node => node.Role == landmark.Item1 && node.Name.StartsWith(landmark.Item2, StringComparison.Ordinal));
        Assert.Equal(1, nodes.Count(static node => node is { Role: "heading", Level: 1 }));
        Assert.Empty(nodes.Where(static node => controls.Contains(node.Role) && node.Name.Length == 0).Select(static node => node.Role));
    }

    private static async Task<List<(string Role, string Name, int Level)>> Tree(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        var tree = await session.SendAsync("Accessibility.getFullAXTree");
        return [.. tree!.Value.GetProperty("nodes").EnumerateArray().Where(static node => !node.GetProperty("ignored").GetBoolean()).Select(static node => (Text(node, "role"), Text(node, "name"), Level(node)))];
    }

    private static string Text(JsonElement node, string property) => node.TryGetProperty(property, out var value) && value.TryGetProperty("value", out var text) ? text.ToString() : "";

    private static int Level(JsonElement node) => node.TryGetProperty("properties", out var properties)
        ? properties.EnumerateArray().Where(static property => property.GetProperty("name").GetString() == "level").Select(static property => property.GetProperty("value").GetProperty("value").GetInt32()).FirstOrDefault() : 0;
}
