// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary>Help, usage mistakes and what a terminal gets.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Commands => ["entry64", "build", "show", "diff", "header", "verify", "explain", "import", "assemble"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help(string command) => await Verifier.Verify(ToolRun.Of(command, "--help").Succeeded()).UseParameters(command);

    [Fact]
    public async Task HelpOfAll() => await Verifier.Verify(ToolRun.Of("--help").Succeeded());

    [Fact]
    public void HelpAlthoughTheRestIsWrong() => Assert.Contains("Examples:", ToolRun.Of("entry64", "--help", "--wrong").Succeeded());

    [Theory]
    [InlineData("", "Required command was not provided; see 'entryasm --help'")]
    [InlineData("shw x", "Unrecognized command or argument 'shw'; see 'entryasm --help'")]
    [InlineData("show", "Required argument missing for command: 'show'; see 'entryasm show --help'")]
    [InlineData("show a b c", "Unrecognized command or argument 'c'; see 'entryasm show --help'")]
    [InlineData("diff a", "Required argument missing for command: 'diff'; see 'entryasm diff --help'")]
    [InlineData("entry64 --config a -o b", "Option '--asm-offsets' is required; see 'entryasm entry64 --help'")]
    [InlineData("entry64 --config a --asm-offsets b", "Option '--output' is required; see 'entryasm entry64 --help'")]
    [InlineData("build a", "name at least one output: -o, --listing, --gas, --json, --csharp, --blob or --map; see 'entryasm build --help'")]
    [InlineData("show a --colour", "Unrecognized option '--colour'; see 'entryasm show --help'")]
    public void WrongUsage(string line, string message) => ToolRun.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).FailedWith(2, message);

    [Theory]
    [InlineData("--address nowhere", "--address: 'nowhere' is not a number; write 4096 or 0x1000")]
    [InlineData("--address 0x1000 --symbol a=", "--symbol a: '' is not a number; write 4096 or 0x1000")]
    [InlineData("--address 0x1000 --symbol a", "--symbol 'a' does not read NAME=ADDRESS")]
    [InlineData("--address 0x1000 --feature x", "--feature: 'x' is not a number; write 4096 or 0x1000")]
    [InlineData("", "--blob and --map need --address, the address the code will run at")]
    public void WrongLinkArguments(string options, string message)
    {
        var file = folder.AddObject("a.o", new Second());
        ToolRun.Of([.. $"build {file} --blob {folder["a.bin"]} {options}".Split(' ', StringSplitOptions.RemoveEmptyEntries)]).FailedWith(2, message);
        Assert.Equal(["a.o"], folder.Files());
    }

    [Fact]
    public void NamesThatBeginWithAtAreFiles() => ToolRun.Of("show", "@file").FailedWith(1, "@file: cannot be read: no such file");

    [NeedsTools("script")]
    [InlineData("", true)]
    [InlineData("1", false)]
    public void NoColorOnATerminal(string noColor, bool hasColour)
    {
        var (old, now) = (folder.AddObject("a.o", new Kernel()), folder.AddObject("b.o", new Kernel { Inserted = 1 }));
        var tool = Path.Combine(AppContext.BaseDirectory, "EntryAsm.Tool.dll");
        var run = ToolRun.Shell($"script -qec \"dotnet '{tool}' diff {old} {now}\" /dev/null", "", ("NO_COLOR", noColor), ("TERM", "xterm")).Run();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("push rax", run.Output);
        Assert.Equal(hasColour, run.Output.Contains("\u001b[3", StringComparison.Ordinal) || run.Output.Contains("\u001b[9", StringComparison.Ordinal));
    }

    [Fact]
    public void NoColourInAPipe()
    {
        var (old, now) = (folder.AddObject("a.o", new Kernel()), folder.AddObject("b.o", new Kernel { Inserted = 1 }));
        Assert.DoesNotContain("\u001b", ToolRun.Process($"diff {old} {now}", "| cat", ("TERM", "xterm")).Run().Output, StringComparison.Ordinal);
    }
}
