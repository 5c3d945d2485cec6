// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Tests;

/// <summary>The whole Linux port, in several configurations, evaluated by the generator as it runs.</summary>
public class LinuxPortTests
{
    internal const string Maximal = """
        Preempt = true, FiveLevelPaging = true, FramePointer = true, ContextTracking = true, TraceIrqFlags = true, DynamicFtrace = true, DebugEntry = true, Paravirt = true,
        ParavirtXxl = true, XenPv = true, XenPvhvm = true, HyperV = true, KvmGuest = true, Uv = true, ModVersions = true
        """;

    internal static (string Path, string Text)[] Sources(string settings) =>
    [
        ("src/Entry.cs", "using EntryAsm; using EntryAsm.Linux; namespace Kernel; [EntryModule] public sealed partial class M : LinuxEntry { protected override KernelConfig Config => new() { "
            + settings + " }; protected override void Assemble() => WholeEntry64(); }"),
        .. RepositorySources.LinuxSources(),
    ];

    [Theory]
    [InlineData("")]
    [InlineData(Maximal)]
    [InlineData("Smp = false, PageTableIsolation = false, Retpoline = false, StackProtector = false, StackValidation = false, JumpLabel = false, Modules = false")]
    public void WholeEntry64(string settings)
    {
        var entry = Generation.Run(Sources(settings)).AssertEqualsExecuted();

        Assert.True(entry.FindSection(".entry.text")!.Size > 2000);
    }
}
