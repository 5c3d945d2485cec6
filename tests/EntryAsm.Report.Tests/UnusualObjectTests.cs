// SPDX-License-Identifier: MIT
using EntryAsm.Report.Model;
using Microsoft.Playwright;

namespace EntryAsm.Report.Tests;

/// <summary>Objects that are not entry code: without code, without names, large, of a C compiler; and the page on paper.</summary>
[Collection(Browser.Tests)]
public sealed class UnusualObjectTests(Browser browser) : IDisposable
{
    private static readonly string[] views = ["overview", "at/.text%2B0x0", "path/0", "tables"];

    private readonly TemporaryFolder folder = new();

    [NeedsTools("chromium", "as")]
    public Task AnObjectWithoutCode() => IsShown(Assembled(""));

    [NeedsTools("chromium", "as")]
    public Task AnObjectWithoutSymbols() => IsShown(Assembled("push %rbx\n call 1f\n1: pop %rbx\n ret\n"));

    [NeedsTools("chromium", "as")]
    public Task AThousandRoutines() => IsShown(Assembled(string.Concat(Enumerable.Range(0, 1000).Select(static i => $".globl r{i}\n.type r{i},@function\nr{i}: push %rbx\n test %rdi,%rdi\n je 1f\n call ext\n1: pop %rbx\n ret\n.size r{i},.-r{i}\n"))));

    [NeedsTools("chromium", "as")]
    public async Task ARoutineTooLargeForAGraphIsShownAsLines()
    {
        await using var report = await browser.Open(Report(Assembled("big:\n" + string.Concat(Enumerable.Repeat("test $1,%dil\n jne 3f\n add $1,%eax\n3:\n", 1000)) + "ret\n")), "#/0/at/big");
        Assert.Contains("too many for a graph", await report.Page.Locator(".note").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(3001, await report.Page.Locator(".lines .row").CountAsync());
        report.WasQuiet();
    }

    [NeedsTools("chromium", "gcc")]
    public async Task ObjectsOfACompiler()
    {
        const string Source = "int g; extern int ext(int);\nint f(int x, char **b) { switch (x) { case 1: return ext(3); case 2: return ext(4) + 1; case 3: return 9; case 4: return g; case 5: return b[0][x]; default: return x * x; } }\ndouble d(double x) { return x * 2 + 1; }\n";
        foreach (var options in new[] { "-O0 -g", "-O2 -g", "-O2 -ffunction-sections -fcf-protection" })
        {
            var (file, output) = (Path.Combine(folder.Path, "a.c"), Path.Combine(folder.Path, "a.o"));
            await File.WriteAllTextAsync(file, Source);
            folder.Run("gcc", [.. options.Split(' '), "-c", file, "-o", output]);
            await IsShown(output);
        }
    }

    /// <summary>On paper nothing is cut off, and there is nothing to click.</summary>
    [NeedsTools("chromium")]
    public async Task OnPaper()
    {
        await using var report = await browser.Open(LinuxObject.Report, "#/0/path/5/40", colours: ColorScheme.Dark);
        await report.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.False(await report.Page.Locator("header.bar").IsVisibleAsync());
        Assert.False(await report.Page.Locator("#side").IsVisibleAsync());
        Assert.True(await report.Page.Locator(".inspector .stack").IsVisibleAsync());
        Assert.Equal(0, await report.Evaluate<int>("() => [...document.querySelectorAll('main, main *')].filter((e) => e.scrollHeight > e.clientHeight + 2 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowY)).length"));
        var pages = System.Text.Encoding.Latin1.GetString(await report.Page.PdfAsync());
        Assert.InRange(System.Text.RegularExpressions.Regex.Count(pages, "/Type /Page\\b"), 2, 40);
    }

    public void Dispose() => folder.Dispose();

    private async Task IsShown(string file)
    {
        await using var report = await browser.Open(Report(file));
        foreach (var view in views)
        {
            await report.GoTo("#/0/" + view);
            Assert.NotEqual("", await report.Page.Locator("main h1").InnerTextAsync());
            Assert.True(await report.Evaluate<bool>("() => document.documentElement.scrollWidth <= innerWidth"), view);
        }

        report.WasQuiet();
    }

    private static string Report(string file) => HtmlReport.Write([new ReportedModule(ElfReader.Read(File.ReadAllBytes(file), "foreign.o"))]);

    private string Assembled(string source)
    {
        var (file, output) = (Path.Combine(folder.Path, "a.s"), Path.Combine(folder.Path, "a.o"));
        File.WriteAllText(file, source);
        folder.Run("as", "-o", output, file);
        return output;
    }
}
