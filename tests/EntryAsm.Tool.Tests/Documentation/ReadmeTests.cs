// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace EntryAsm.Tool.Tests;

/// <summary>What README.md shows is what a reader would see: the listing and the pictures that eng/make-pictures.py makes are not stale.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private const string File = "KernelEntry.cs";

    private static readonly string Module = TextOf("csharp");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheListingIsThatOfTheModule()
    {
        var shown = ToolRun.Of("show", Build(Module, "Kernel.dll"), "entry_SYSCALL_64").Succeeded();
        var rows = shown.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(static row => SourceColumns().Replace(row, ""));
        Assert.Equal(rows.Select(Words), TextOf("text").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Words));
    }

    [Fact]
    public void ThePictureOfAnError()
    {
        var mistake = Module.Replace("mov(qword.gs[user_rsp], rsp);", "mov(qword.gs[user_rsp], esp);", StringComparison.Ordinal);
        var error = Assert.Single(SnippetCompiler.Run(mistake, File).Diagnostics);
        var place = error.Location.GetLineSpan().StartLinePosition;
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{File}({place.Line + 1},{place.Character + 1}): error {error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)} ({error.Descriptor.HelpLinkUri})");
        Assert.Equal(Words("$ dotnet build " + line), Picture("error"));
    }

    [Fact]
    public void ThePictureOfADiff()
    {
        var change = Module.Replace("        push(r11);", "        cld();\n        push(r11);", StringComparison.Ordinal);
        Directory.CreateDirectory(folder["out"]);
        var run = ToolRun.Of("diff", Build(Module, "old.dll"), Build(change, "out/Kernel.dll"));
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(Words("$ entryasm diff old.dll out/Kernel.dll " + run.Output.Replace(folder.Path + "/", "", StringComparison.Ordinal)), Picture("diff"));
    }

    /// <summary>Compiles the module into an assembly, as a build would.</summary>
    private string Build(string module, string name)
    {
        var (output, diagnostics) = SnippetCompiler.Run(module, File);
        Assert.Empty(diagnostics);
        using var assembly = new MemoryStream();
        Assert.True(output.Emit(assembly).Success);
        return folder.Add(name, assembly.ToArray());
    }

    private static string TextOf(string kind) => Page.Blocks().First(block => block.Page == "README.md" && block.Kind == kind).Text;

    private static string[] Picture(string name)
    {
        var svg = System.IO.File.ReadAllText(Repository.PathOf($"docs/pictures/{name}.svg"));
        return Words(string.Join(' ', Rows().Matches(svg).Select(static row => WebUtility.HtmlDecode(Tag().Replace(row.Groups[1].Value, "")))));
    }

    private static string[] Words(string text) => text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"\s+KernelEntry\.cs:.*$")]
    private static partial Regex SourceColumns();

    [GeneratedRegex(@"<text [^>]*>(.*)</text>")]
    private static partial Regex Rows();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
