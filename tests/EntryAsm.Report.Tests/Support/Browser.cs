// SPDX-License-Identifier: MIT
using Microsoft.Playwright;

namespace EntryAsm.Report.Tests;

/// <summary>The system's Chromium, started once for all tests that want it.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The tests that share it; one after the other.</summary>
    public const string Tests = "browser";

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Opens a report. What its console says, and what it asks the network for, is kept.</summary>
    internal async Task<ReportPage> Open(string html, string address = "", int width = 1440, int height = 900, ColorScheme colours = ColorScheme.Light)
    {
        playwright ??= await Playwright.CreateAsync();
        browser ??= await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, ColorScheme = colours });
        return await ReportPage.Load(page, html, address);
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}

/// <summary>Tests of one class after the other: they share the browser.</summary>
[CollectionDefinition(Browser.Tests)]
public sealed class SharedBrowser : ICollectionFixture<Browser>
{
}
