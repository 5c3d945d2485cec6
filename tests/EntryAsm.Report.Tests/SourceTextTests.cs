// SPDX-License-Identifier: MIT
using EntryAsm.Report.Model;

namespace EntryAsm.Report.Tests;

/// <summary>C# lines beside instructions: only those of the project, whatever files a module names.</summary>
[Collection(Browser.Tests)]
public sealed class SourceTextTests(Browser browser) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("A.cs", 2, "push(rbx); // ä")]
    [InlineData("Sub/B.cs", 1, "ret();")]
    [InlineData("A.cs", 9, "")]
    [InlineData("A.cs", 0, "")]
    [InlineData("Missing.cs", 1, "")]
    [InlineData("secret.txt", 1, "")]
    [InlineData("../outside.cs", 1, "")]
    [InlineData("Sub/../../outside.cs", 1, "")]
    [InlineData("Sub\\..\\..\\outside.cs", 1, "")]
    public void OnlyFilesBelowTheFolderAreRead(string file, int line, string text)
    {
        var project = Project();
        Assert.Equal(text, SourceTexts.Below([project]).Of(file, line));
        Assert.Equal("", SourceTexts.Below([project]).Of(Path.Combine(folder.Path, "outside.cs"), 1));
        Assert.Equal("", SourceTexts.None.Of(file, line));
    }

    [Fact]
    public void FilesOfACompilationAreFoundByTheEndOfTheirPaths()
    {
        var project = Project();
        var texts = SourceTexts.Among([Path.Combine(project, "A.cs"), Path.Combine(project, "Sub", "B.cs"), Path.Combine(folder.Path, "outside.cs")]);
        Assert.Equal("ret();", texts.Of("Sub/B.cs", 1));
        Assert.Equal("ret();", texts.Of("B.cs", 1));
        Assert.Equal("", texts.Of("../outside.cs", 1));
        Assert.Equal("", SourceTexts.Among([Path.Combine(project, "A.cs"), Path.Combine(project, "Sub", "A.cs")]).Of("A.cs", 2));
    }

    [NeedsTools("chromium")]
    public async Task TheLineStandsBesideItsInstruction()
    {
        var entryObject = Compared.Module().Object;
        foreach (var file in entryObject.Files)
        {
            var path = Path.Combine(folder.Path, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllLinesAsync(path, Enumerable.Range(1, 200).Select(static line => "\t<b>text</b>\tof " + line.ToString(System.Globalization.CultureInfo.InvariantCulture) + "; "));
        }

        var html = HtmlReport.Write([new ReportedModule(entryObject) { Sources = SourceTexts.Below([folder.Path]) }]);
        Assert.DoesNotContain(folder.Path, html, StringComparison.Ordinal);
        await using var report = await browser.Open(html, "#/0/path/0");
        var row = report.Page.Locator(".path .row").First;
        var place = (await row.Locator(".line").GetAttributeAsync("title"))!;
        Assert.Equal("<b>text</b> of " + place[(place.LastIndexOf(':') + 1)..] + ";", await row.Locator(".line").InnerTextAsync());
        await report.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "C#", Exact = true }).ClickAsync();
        Assert.EndsWith(await report.Page.Locator(".path .row .line").First.InnerTextAsync(), place, StringComparison.Ordinal);
        await report.Page.FillAsync("#search", "text</b> of");
        Assert.Contains("C#", await report.Page.Locator("#results li").First.InnerTextAsync(), StringComparison.Ordinal);
        report.WasQuiet();
    }

    public void Dispose() => folder.Dispose();

    private string Project()
    {
        var project = Path.Combine(folder.Path, "project");
        Directory.CreateDirectory(Path.Combine(project, "Sub"));
        foreach (var (name, text) in new[] { ("project/A.cs", "// first\n  push(rbx);\t// ä\n"), ("project/Sub/A.cs", "nop();\nnop();\n"), ("project/Sub/B.cs", "ret();"), ("project/secret.txt", "secret"), ("outside.cs", "outside") })
            File.WriteAllText(Path.Combine(folder.Path, name), text);
        return project;
    }
}
