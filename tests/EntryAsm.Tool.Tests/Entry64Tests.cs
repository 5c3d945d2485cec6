// SPDX-License-Identifier: MIT
using EntryAsm.Linux;

namespace EntryAsm.Tool.Tests;

/// <summary><c>entryasm entry64</c>: a kernel's own files in, its entry code out.</summary>
public sealed class Entry64Tests : IDisposable
{
    internal const string Config = """
        # a kernel of the era
        CONFIG_SMP=y
        CONFIG_X86_LOCAL_APIC=y
        CONFIG_PAGE_TABLE_ISOLATION=y
        # CONFIG_PREEMPT is not set
        CONFIG_X86_L1_CACHE_SHIFT=6
        CONFIG_SOMETHING_ELSE="a string"
        """;

    internal const string Offsets = """
        #define TSS_ist 36 /* offsetof(struct tss_struct, x86_tss.ist) */
        #define TSS_sp0 4
        #define TSS_sp1 0xc
        #define TSS_sp2 20
        #define TASK_threadsp 2392
        #define PTREGS_SIZE 168
        #define TLB_STATE_user_pcid_flush_mask 22
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EveryOutput()
    {
        var module = new Entry64(KernelBuild.Read("c", Config, "o", Offsets)).Build();
        Run(Config, Offsets, "--listing", folder["a.lst"], "--gas", folder["a.S"], "--json", folder["a.json"], "--csharp", folder["a.cs"]).Succeeded();
        Assert.Equal(ElfWriter.Write(module), File.ReadAllBytes(folder["a.o"]));
        Assert.Equal(ListingWriter.Write(module), File.ReadAllText(folder["a.lst"]));
        Assert.Equal(GasWriter.Write(module), File.ReadAllText(folder["a.S"]));
        Assert.Equal(JsonWriter.Write(module), File.ReadAllText(folder["a.json"]));
        ToolRun.Of("verify", folder["a.o"], folder["a.lst"]).Succeeded();
    }

    [Fact]
    public void TwoKernelsGiveAReadableDiff()
    {
        Run(Config, Offsets).Succeeded();
        File.Move(folder["a.o"], folder["old.o"]);
        Run(Config + "\nCONFIG_TRACE_IRQFLAGS=y\n", Offsets).Succeeded();
        var run = ToolRun.Of("diff", folder["old.o"], folder["a.o"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("refers to trace_hardirqs_off_thunk, trace_hardirqs_on_thunk\n", run.Output);
        Assert.Matches(@"\n  \+ +\| \+[0-9a-f]{4}  e8 00 00 00 00 +call trace_hardirqs_off_thunk  \{PLT32\}\n", run.Output);
        Assert.All(run.Output.Split('\n').Where(static line => line.StartsWith("  ~ ", StringComparison.Ordinal)), static line => Assert.Contains(" jmp ", line)); // tracing only adds, and branches grow
    }

    [Theory]
    [InlineData("CONFIG_SMP=y\nCONFIG_X86_L1_CACHE_SHIFT=six", Offsets, "config:2: ")]
    [InlineData("CONFIG_SMP", Offsets, "config:1: ")]
    [InlineData(Config, "#define TSS_ist thirtysix\n#define TSS_sp0 4", "offsets.h:1: TSS_ist is 'thirtysix'; it must be a decimal or hexadecimal number")]
    [InlineData(Config, "#define TSS_ist 36", "offsets.h:1: the file ends without a #define of TSS_sp0, TSS_sp1, TSS_sp2, TASK_threadsp, PTREGS_SIZE, TLB_STATE_user_pcid_flush_mask (for CONFIG_PAGE_TABLE_ISOLATION, ")]
    [InlineData(Config, "\n/* no end", "offsets.h:2: the comment that begins here does not end")]
    public void WrongFiles(string config, string offsets, string message)
    {
        var run = Run(config, offsets);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("entryasm: " + folder[message], run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(static letter => letter == '\n'));
        Assert.False(File.Exists(folder["a.o"]));
    }

    private ToolRun Run(string config, string offsets, params string[] more) =>
        ToolRun.Of(["entry64", "--config", folder.Add("config", config), "--asm-offsets", folder.Add("offsets.h", offsets), "-o", folder["a.o"], .. more]);
}
