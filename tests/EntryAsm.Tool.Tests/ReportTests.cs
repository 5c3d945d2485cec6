// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary><c>entryasm report</c>: where it finds the C# lines that it shows. What is on the page is tested in a browser.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void CSharpLinesAreThoseOfTheProjectOrOfAGivenFolder()
    {
        var module = new Kernel().Build();
        foreach (var place in (string[])["project", "other"])
        {
            Directory.CreateDirectory(folder[place + "/" + Path.GetDirectoryName(module.Files[0])]);
            folder.Add(place + "/" + module.Files[0], string.Concat(Enumerable.Range(1, 200).Select(line => "of " + place + " " + line + "\n")));
        }

        Directory.CreateDirectory(folder["project/bin"]);
        folder.Add("project/Kernel.csproj", "<Project />");
        folder.Add("project/bin/Kernel.dll", TestAssembly.Of(module));

        Assert.Contains("\"of project ", Report(), StringComparison.Ordinal);
        Assert.Contains("\"of other ", Report("--sources", folder["other"]), StringComparison.Ordinal);
        Assert.DoesNotContain("of project", Report("--no-sources"), StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Path, Report(), StringComparison.Ordinal);

        string Report(params string[] options)
        {
            ToolRun.Of(["report", folder["project/bin/Kernel.dll"], "-o", folder["out.html"], .. options]).Succeeded();
            return File.ReadAllText(folder["out.html"]);
        }
    }
}
