// SPDX-License-Identifier: MIT
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tool.Tests;

/// <summary><c>entryasm show --state</c>: what the machine holds before each instruction.</summary>
public sealed class ShowStateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void BesideEachInstructionStandsTheState()
    {
        var shown = ToolRun.Of("show", folder.Add("a.dll", TestAssembly.Of(new PageFault { IsDeclared = true }.Build())), "--state").Succeeded();
        Assert.Equal(
        [
            "rsp=frame-48  [error-code rip cs rflags]  gs=?  cr3=?  if=0  df=?  ac=?",
            "rsp=frame-56  [rbx error-code rip cs]  gs=?  cr3=?  if=0  df=?  ac=?",
            "rsp=frame-56  [rbx error-code rip cs]  gs=?  cr3=?  if=0  df=?  ac=?",
            "rsp=frame-56  [rbx error-code rip cs]  gs=user  cr3=user  if=0  df=?  ac=?",
            "rsp=frame-56  [rbx error-code rip cs]  gs=kernel  cr3=?  if=0  df=?  ac=?",
        ], States(shown));
    }

    [Fact]
    public void AsMarkdownItIsATable()
    {
        var shown = ToolRun.Of("show", folder.Add("a.dll", TestAssembly.Of(new PageFault { IsDeclared = true }.Build())), "page_fault", "--markdown").Succeeded();
        Assert.Contains("### `page_fault`\n\n| offset | instruction | C# | state before it |\n|---|---|---|---|\n| +0000 | `push rbx` | ", shown, StringComparison.Ordinal);
        Assert.Contains(" | rsp=frame-48  [error-code rip cs rflags]  gs=?", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void AnObjectThatDeclaresNothingIsToldFromOutside()
    {
        var file = folder.AddObject("a.o", new PageFault());
        Assert.All(States(ToolRun.Of("show", file, "--state").Succeeded()), static state => Assert.Equal("not reached", state));
        Assert.StartsWith("rsp=frame-48", States(ToolRun.Of("show", file, "--state", "--entry", "idt:14=page_fault").Succeeded())[0], StringComparison.Ordinal);
        Assert.StartsWith("rsp=frame-40", States(ToolRun.Of("show", file, "--state", "--entry", "idt:3=page_fault").Succeeded())[0], StringComparison.Ordinal);
        Assert.StartsWith("rsp=rsp", States(ToolRun.Of("show", file, "--state", "--entry", "syscall=page_fault").Succeeded())[0], StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptySectionInFrontChangesNothing()
    {
        var (with, without) = (folder.AddObject("a.o", new PageFault { BeginsWithData = true, IsDeclared = true }), folder.AddObject("b.o", new PageFault { IsDeclared = true }));
        Assert.Contains(ElfReader.Read(File.ReadAllBytes(with), "a.o").Sections, static section => section is { Name: ".rodata", Size: 0 });
        var states = States(ToolRun.Of("show", with, "--state", "--entry", "idt:14=page_fault").Succeeded());
        Assert.StartsWith("rsp=frame-48", states[0], StringComparison.Ordinal);
        Assert.Equal(States(ToolRun.Of("show", without, "--state", "--entry", "idt:14=page_fault").Succeeded()), states);
    }

    [Theory]
    [InlineData("page_fault", "write KIND[:VECTOR]=NAME")]
    [InlineData("trap=page_fault", "write KIND[:VECTOR]=NAME")]
    [InlineData("idt=page_fault", "write the vector, 0 to 255")]
    [InlineData("idt:256=page_fault", "write the vector, 0 to 255")]
    [InlineData("syscall:3=page_fault", "only idt has a vector")]
    [InlineData("idt:14=nobody", "the object defines no symbol 'nobody'")]
    public void AWrongEntryIsAnswered(string entry, string message)
    {
        var run = ToolRun.Of("show", folder.AddObject("a.o", new PageFault()), "--state", "--entry", entry);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private static List<string> States(string shown) => [.. shown.Split('\n').Where(static line => line.StartsWith("  +", StringComparison.Ordinal))
        .Select(static line => line.EndsWith("not reached", StringComparison.Ordinal) ? "not reached" : line[line.IndexOf("rsp=", StringComparison.Ordinal)..])];

    private sealed class PageFault : EntryAssembler
    {
        private static readonly Symbol page_fault = Global();

        public bool IsDeclared { get; init; }

        public bool BeginsWithData { get; init; }

        protected override void Assemble()
        {
            var kernel = label();
            if (BeginsWithData)
                section(".rodata");
            section(".entry.text", "ax");
            bind(page_fault);
            if (IsDeclared)
                gate(14, page_fault, hasErrorCode: true);
            push(rbx);
            test(@byte[rsp + 24], 3);
            jz(kernel);
            swapgs();
            bind(kernel);
            iretq();
        }
    }
}
