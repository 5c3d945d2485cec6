// SPDX-License-Identifier: MIT
using Microsoft.Playwright;

namespace EntryAsm.Report.Tests;

/// <summary>A report in a browser, from a file.</summary>
internal sealed class ReportPage : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> messages = [];
    private readonly List<string> requests = [];

    private ReportPage(IPage page) => Page = page;

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, and what a script threw.</summary>
    public IReadOnlyList<string> Messages => messages;

    /// <summary>What was asked for beside the file itself.</summary>
    public IReadOnlyList<string> Requests => requests;

    public static async Task<ReportPage> Load(IPage page, string html, string address)
    {
        var report = new ReportPage(page);
        page.Console += (_, message) => { if (message.Type is "error" or "warning") report.messages.Add(message.Text); };
        page.PageError += (_, error) => report.messages.Add(error);
        var file = Path.Combine(report.folder.Path, "report.html");
        await File.WriteAllTextAsync(file, html);
        var url = new Uri(file).AbsoluteUri;
        page.Request += (_, request) => { if (!request.Url.StartsWith(url, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) report.requests.Add(request.Url); };
        await page.GotoAsync(url + address);
        await page.WaitForSelectorAsync("main h1");
        return report;
    }

    public Task GoTo(string address) => Page.EvaluateAsync("address => { location.hash = address; return new Promise((done) => setTimeout(done, 0)); }", address);

    public Task<T> Evaluate<T>(string script) => Page.EvaluateAsync<T>(script);

    /// <summary>Nothing was complained of, and nothing left the file.</summary>
    public void WasQuiet()
    {
        Assert.Empty(Messages);
        Assert.Empty(Requests);
    }

    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        folder.Dispose();
    }
}
