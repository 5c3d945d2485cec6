// SPDX-License-Identifier: MIT
using System.Text;

namespace EntryAsm.Tool.Tests;

/// <summary><c>entryasm build</c>: each output, and a blob that is what <c>ld</c> links.</summary>
public sealed class BuildTests : IDisposable
{
    private const string Symbols = "--symbol do_syscall_64=0x1234 --symbol do_page_fault=0x5678 --symbol current_task=0x100";

    private readonly TemporaryFolder folder = new();
    private readonly EntryObject module = new Kernel().Build();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EveryOutput()
    {
        var assembly = folder.Add("a.dll", TestAssembly.Of(module, new Second().Build()));
        Run($"build {assembly} --module Kernel -o {folder["a.o"]} --listing {folder["a.lst"]} --gas {folder["a.S"]} --json {folder["a.json"]} --csharp {folder["a.cs"]} --namespace My").Succeeded();
        Assert.Equal(ElfWriter.Write(module), File.ReadAllBytes(folder["a.o"]));
        Assert.Equal(ListingWriter.Write(module), File.ReadAllText(folder["a.lst"]));
        Assert.Equal(GasWriter.Write(module), File.ReadAllText(folder["a.S"]));
        Assert.Equal(JsonWriter.Write(module), File.ReadAllText(folder["a.json"]));
        Assert.Equal(CSharpWriter.Write(module, CSharpOptions.ForKernel with { Namespace = "My" }), File.ReadAllText(folder["a.cs"]));
    }

    [NeedsTools("ld", "objcopy")]
    public void BlobIsWhatTheLinkerMakes()
    {
        var input = folder.Add("a.o", ElfWriter.Write(module));
        Run($"build {input} --blob {folder["a.bin"]} --map {folder["a.map"]} --address 0x10000 {Symbols}").Succeeded();
        var map = File.ReadAllText(folder["a.map"]);
        Assert.StartsWith("0000000000010000 section .data 22\n", map, StringComparison.Ordinal);
        Assert.Contains("\n0000000000010000 table\n", map);

        // ld with the same addresses; the sections follow each other as the map says.
        var script = new StringBuilder("SECTIONS {\n");
        foreach (var line in map.Split('\n').Where(static line => line.Contains(" section ", StringComparison.Ordinal)))
            script.Append(line.Split(' ')[2]).Append(" 0x").Append(line.Split(' ')[0]).Append(" : { *(").Append(line.Split(' ')[2]).Append(") }\n");
        script.Append("}\ndo_syscall_64 = 0x1234; do_page_fault = 0x5678; current_task = 0x100;\n");
        folder.Add("a.ld", script.ToString());
        folder.Run("ld", "-z", "noexecstack", "--no-warn-rwx-segments", "-T", "a.ld", "-e", "0", input, "-o", "a.elf");
        folder.Run("objcopy", "-O", "binary", "a.elf", "ld.bin");
        Assert.Equal(folder.Read("ld.bin"), folder.Read("a.bin"));
    }

    [Fact]
    public void BlobNamesEverySymbolThatIsMissing()
    {
        var input = folder.Add("a.o", ElfWriter.Write(module));
        Run($"build {input} --blob {folder["a.bin"]} --address 0x1000")
            .FailedWith(1, "the module uses symbols it does not define; give their addresses with --symbol NAME=ADDRESS: current_task, do_syscall_64, do_page_fault");
        Assert.Equal(["a.o"], folder.Files());
    }

    [Fact]
    public void BlobThatDoesNotFitSaysWhichSymbol()
    {
        var input = folder.Add("a.o", ElfWriter.Write(module));
        var run = Run($"build {input} --blob {folder["a.bin"]} --address 0x1000 {Symbols} --symbol do_syscall_64=0xffffffff00000000");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("EA0011: ", run.Error);
        Assert.Contains("do_syscall_64", run.Error);
    }

    private static ToolRun Run(string line) => ToolRun.Of(line.Split(' '));
}
