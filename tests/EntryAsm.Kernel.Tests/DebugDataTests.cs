// SPDX-License-Identifier: MIT
namespace EntryAsm.Kernel.Tests;

/// <summary>The debug data of samples/KitKernel's modules, by those who read it.</summary>
public class DebugDataTests
{
    [NeedsTools(DebugDataJudge.Lines)]
    [InlineData(nameof(MyKernel.KernelEntry))]
    [InlineData(nameof(MyKernel.KernelRoutines))]
    [InlineData(nameof(MyKernel.KernelBoot))]
    [InlineData(nameof(MyKernel.KernelProbe))]
    [InlineData(nameof(MyKernel.UserProgram))]
    public void NamesTheLineOfEveryInstruction(string module)
    {
        using var judge = Judge(module);
        judge.LeavesTheOtherSectionsAlone();
        Assert.NotEqual(0, judge.NamesTheLineOfEveryInstruction());
    }

    /// <summary>But for the code that starts the machine, which cannot be linked where the judge links.</summary>
    [NeedsTools(DebugDataJudge.Readelf, DebugDataJudge.Dwarfdump, DebugDataJudge.Linker)]
    [InlineData(nameof(MyKernel.KernelEntry))]
    [InlineData(nameof(MyKernel.KernelRoutines))]
    [InlineData(nameof(MyKernel.KernelProbe))]
    [InlineData(nameof(MyKernel.UserProgram))]
    public void IsTakenByTheTools(string module)
    {
        using var judge = Judge(module);
        judge.IsTakenWithoutAWord();
    }

    private static DebugDataJudge Judge(string module) =>
        new(((EntryAssembler)Activator.CreateInstance(typeof(MyKernel.KernelEntry).Assembly.GetType("MyKernel." + module, throwOnError: true)!, nonPublic: true)!).Build());
}
