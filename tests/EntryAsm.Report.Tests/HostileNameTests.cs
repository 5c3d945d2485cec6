// SPDX-License-Identifier: MIT
using EntryAsm.Report.Model;

namespace EntryAsm.Report.Tests;

/// <summary>Names in an object of unknown origin can be anything; the page shows them as text.</summary>
[Collection(Browser.Tests)]
public class HostileNameTests(Browser browser)
{
    private const int Long = 10_240;

    private static readonly string[] names =
    [
        "</script><script>window.hurt=1</script>", "<img src=x onerror=window.hurt=1>", "\"onmouseover=\"window.hurt=1", "'&quot;&lt;b&gt;&amp;", "<!--<script>", "{{script}}{{data}}", "__proto__", "constructor", "javascript:window.hurt=1",
        "a/b#c?d%41", "\\u003c\\\"", new string('<', Long),
    ];

    [NeedsTools("chromium")]
    public async Task NoNameDoesHarm()
    {
        var entryObject = ElfReader.Read(Renamed(), "<b>hostile</b>&\".o");
        await using var report = await browser.Open(HtmlReport.Write([new ReportedModule(entryObject)]));
        for (var i = 0; i < names.Length; i++)
        {
            await report.GoTo("#/0/at/" + Uri.EscapeDataString(names[i].Length < 100 ? names[i] : ".text+0x" + (2 * i).ToString("x", System.Globalization.CultureInfo.InvariantCulture)));
            Assert.Equal(names[i], await report.Page.Locator("main h1").GetAttributeAsync("title"));
            Assert.Equal("cld", await report.Page.Locator(".code .row .text").First.InnerTextAsync());
        }

        foreach (var view in new[] { "overview", "tables", "path/0" })
        {
            await report.GoTo("#/0/" + view);
            Assert.True(await report.Evaluate<bool>("() => document.documentElement.scrollWidth <= innerWidth"), view);
        }

        await report.Page.FillAsync("#search", "<");
        Assert.True(await report.Page.Locator("#results li").CountAsync() > 3);
        Assert.False(await report.Evaluate<bool>("() => 'hurt' in window"));
        Assert.Equal(0, await report.Page.Locator("main img, main b.hostile").CountAsync());
        report.WasQuiet();
    }

    /// <summary>A name that turns the order of letters around, or hides some, is shown with their numbers.</summary>
    [NeedsTools("chromium")]
    public async Task CharactersThatAreNotSeenAreShownAsNumbers()
    {
        var file = System.Text.Encoding.Latin1.GetString(ElfWriter.Write(new Harmless().Build()));
        foreach (var (i, name) in new[] { (0, "a\u202eb\u200b\u2028"), (1, "\u001b[31m\t\n\u007f"), (2, "größe→\u6587") })
        {
            var bytes = System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes(System.Text.RegularExpressions.Regex.Unescape(name)));
            file = file.Replace(Harmless.Name(i), bytes.PadRight(Harmless.Name(i).Length, '_'), StringComparison.Ordinal);
        }

        await using var report = await browser.Open(HtmlReport.Write([new ReportedModule(ElfReader.Read(System.Text.Encoding.Latin1.GetBytes(file), "hidden.o"))]));
        var shown = await report.Page.Locator("#side li a").AllInnerTextsAsync();
        Assert.StartsWith("a\\u202eb\\u200b\\u2028_", shown[0], StringComparison.Ordinal);
        Assert.StartsWith("\\u001b[31m\\", shown[1], StringComparison.Ordinal);
        Assert.StartsWith("größe→文_", shown[2], StringComparison.Ordinal);
        await report.Page.Locator("#side li a").First.ClickAsync();
        Assert.Equal("cld", await report.Page.Locator(".code .row .text").First.InnerTextAsync());
        report.WasQuiet();
    }

    /// <summary>An object whose symbols have these names: written with harmless ones of the same length, which are then replaced in the file.</summary>
    private static byte[] Renamed()
    {
        var file = System.Text.Encoding.Latin1.GetString(ElfWriter.Write(new Harmless().Build()));
        for (var i = 0; i < names.Length; i++)
            file = file.Replace(Harmless.Name(i), names[i], StringComparison.Ordinal);
        return System.Text.Encoding.Latin1.GetBytes(file);
    }

    private sealed class Harmless : EntryAssembler
    {
        public static string Name(int i) => ("z" + (char)('a' + i)).PadRight(names[i].Length, '_');

        protected override void Assemble()
        {
            for (var i = 0; i < names.Length; i++)
            {
                var symbol = Global(Name(i));
                bind(symbol);
                type(symbol, SymbolType.Function);
                cld();
                ret();
                size(symbol);
            }
        }
    }
}
