// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Tool.Tests;

/// <summary>Outputs are written whole or not at all, whatever stands in the way.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string input;

    public OutputTests() => input = folder.AddObject("in.o", new Kernel());

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ReplacesAndLeavesNothingBeside()
    {
        var output = folder.Add("out.o", "old");
        ToolRun.Of("build", input, "-o", output).Succeeded();
        Assert.Equal(File.ReadAllBytes(input).Length, File.ReadAllBytes(output).Length);
        Assert.Equal(["in.o", "out.o"], folder.Files());
    }

    [Fact]
    public void FollowsALink()
    {
        var target = folder.Add("target.o", "old");
        File.CreateSymbolicLink(folder["link.o"], target);
        ToolRun.Of("build", input, "-o", folder["link.o"]).Succeeded();
        Assert.Equal(File.ReadAllBytes(input).Length, File.ReadAllBytes(target).Length);
        Assert.NotNull(new FileInfo(folder["link.o"]).LinkTarget);
    }

    [Fact]
    public void NoneOfSeveralWhenOneCannotBe()
    {
        var output = folder.Add("out.o", "old");
        var run = ToolRun.Of("build", input, "-o", output, "--listing", folder["nowhere/out.lst"]);
        run.FailedWith(1, folder["nowhere/out.lst"] + ": cannot be written: no such directory");
        Assert.Equal("old", File.ReadAllText(output));
        Assert.Equal(["in.o", "out.o"], folder.Files());
    }

    [Fact]
    public void AnOutputThatIsADirectory()
    {
        Directory.CreateDirectory(folder["sub"]);
        ToolRun.Of("build", input, "-o", folder["sub"]).FailedWith(1, folder["sub"] + ": cannot be written: it is a directory");
    }

    [Theory]
    [InlineData("build {0} -o /dev/full")]
    [InlineData("build {0} --listing /dev/full")]
    [InlineData("header {0} --c /dev/full")]
    public void FullDisk(string command)
    {
        var run = ToolRun.Of(command.Replace("{0}", input, StringComparison.Ordinal).Split(' '));
        run.FailedWith(1, "/dev/full: cannot be written: No space left on device");
        Assert.Equal(["in.o"], folder.Files());
    }

    [Fact]
    public void FullDiskBesideAnother()
    {
        ToolRun.Of("build", input, "-o", folder["out.o"], "--gas", "/dev/full").FailedWith(1, "/dev/full: cannot be written: No space left on device");
        Assert.Equal(["in.o"], folder.Files());
    }

    [Fact]
    public void OneFileForTwoOutputs() =>
        ToolRun.Of("build", input, "-o", folder["x"], "--json", folder["./x"]).FailedWith(2, folder["./x"] + " is named for two outputs; give each its own file");

    [Theory]
    [InlineData("build {0} --listing {0}", "{0}")]
    [InlineData("build {0} -o {1}/./in.o", "{1}/./in.o")]
    [InlineData("build {0} -o {1}/link.o", "{1}/link.o")]
    [InlineData("build {0} -o {1}/folder/in.o", "{1}/folder/in.o")]
    [InlineData("entry64 --config {0} --asm-offsets {2} -o {0}", "{0}")]
    [InlineData("entry64 --config {2} --asm-offsets {0} -o {1}/x.o --json {1}/folder/link.o", "{1}/folder/link.o")]
    [InlineData("header {0} --c {0}", "{0}")]
    [InlineData("assemble {2} -o {2}", "{2}")]
    [InlineData("check {0} --sarif {0}", "{0}")]
    public void AnInputIsNeverWrittenOver(string command, string output)
    {
        File.CreateSymbolicLink(folder["link.o"], input);
        Directory.CreateSymbolicLink(folder["folder"], Path.GetDirectoryName(input)!);
        string[] names = [input, Path.GetDirectoryName(input)!, folder.Add("K.cs", "using EntryAsm; [EntryModule] sealed partial class K : EntryAssembler { protected override void Assemble() => ret(); }")];
        var before = File.ReadAllBytes(input);
        ToolRun.Of([.. command.Split(' ').Select(word => string.Format(CultureInfo.InvariantCulture, word, names))])
            .FailedWith(2, string.Format(CultureInfo.InvariantCulture, output, names) + " is what the command reads; give the output a name of its own");
        Assert.Equal(before, File.ReadAllBytes(input));
    }

    [Theory]
    [InlineData("a.S", ".include \"part\"\n", "part")]
    [InlineData("a.S", ".incbin \"part\"\n", "./part")]
    [InlineData("a.asm", "bits 64\n%include \"part\"\n", "part")]
    [InlineData("a.asm", "bits 64\nincbin \"part\"\n", "folder/part")]
    public void AFileThatIsIncludedIsNeverWrittenOver(string name, string source, string output)
    {
        Directory.CreateSymbolicLink(folder["folder"], Path.GetDirectoryName(input)!);
        var part = folder.Add("part", "nop\n");
        ToolRun.Of("import", folder.Add(name, source), "-o", folder[output]).FailedWith(2, folder[output] + " is what the command reads; give the output a name of its own");
        Assert.Equal("nop\n", File.ReadAllText(part));
    }

    [Fact]
    public void VerifyWritesOverListingsOnly()
    {
        var listing = folder["in.lst"];
        ToolRun.Of("build", input, "--listing", listing).Succeeded();
        ToolRun.Of("verify", listing, input, "--update").FailedWith(1, input + ": is not a listing, so it is not overwritten; give the listing second");
    }

    [Theory]
    [InlineData("")]
    [InlineData("1bad")]
    [InlineData("A..B")]
    [InlineData("A { } //")]
    public void ANamespaceIsOne(string space)
    {
        var run = ToolRun.Of("build", input, "--csharp", folder["o.cs"], "--namespace", space);
        run.FailedWith(2, "'" + space + "' is not a namespace; write names with dots between them, such as Kernel.Entry; see 'entryasm build --help'");
        Assert.Equal(["in.o"], folder.Files());
    }

    [Fact]
    public void AFileThatIsNamedLikeAnOption()
    {
        File.Copy(input, folder["-in.o"]);
        var run = ToolRun.Of(ToolRun.Shell("exec dotnet '" + Path.Combine(AppContext.BaseDirectory, "EntryAsm.Tool.dll") + "' show -- -in.o", folder.Path).Run());
        Assert.StartsWith("listing 1 of -in.o", run.Succeeded(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(">&-", "entryasm: cannot write the output: standard output is closed\n")]
    [InlineData("> /dev/full 2> /dev/full", "")]
    public void StandardStreamsThatAreClosedOrFull(string rest, string error)
    {
        var run = ToolRun.Process("show " + input, rest).Run();
        Assert.Equal((1, error), (run.ExitCode, run.Error));
    }

    [Fact]
    public void StandardOutputThatIsFull()
    {
        ToolRun.Of(ToolRun.Process("show " + input, "> /dev/full").Run()).FailedWith(1, "cannot write the output: No space left on device");
    }

    [Fact]
    public void StandardOutputThatIsClosedEarly()
    {
        Assert.Equal("listing 1 of in.o\n", ToolRun.Process("show " + input, "| head -1").Run().SucceededSilently().Output);
    }

    [Fact]
    public void StandardOutputByName()
    {
        var run = ToolRun.Process("build " + input + " --listing /dev/stdout").Run().SucceededSilently();
        Assert.StartsWith("listing 1 of in.o\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task InterruptionLeavesNothing(string signal)
    {
        // The input is a pipe: opening it to write waits until the tool has opened it to read, and then the tool waits for what never comes.
        folder.Run("mkfifo", "pipe");
        using var tool = ToolRun.Process($"entry64 --config {folder["pipe"]} --asm-offsets {folder["pipe"]} -o {folder["out.o"]}").Start();
        await using var writer = await Task.Run(() => new FileStream(folder["pipe"], FileMode.Open, FileAccess.Write)).WaitAsync(TimeSpan.FromMinutes(1));
        folder.Run("kill", "-s", signal, tool.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        ToolRun.Of(tool.Finish()).FailedWith(1, "interrupted");
        Assert.Equal(["in.o", "pipe"], folder.Files());
    }

    [Fact]
    public void InterruptionWhileWritingDeletesWhatIsHalfWritten()
    {
        var half = folder.Add("half", "x");
        Interruption.Guard(half);
        Interruption.Discard([half]);
        Assert.False(File.Exists(half));
    }
}
