// SPDX-License-Identifier: MIT
using HobbyKernel;

namespace EntryAsm.Boot;

/// <summary>An NMI may come before any instruction of the entry code.</summary>
public class NmiTests
{
    /// <summary>Every instruction, with isolation; every fifth without, and on a PC.</summary>
    [BootTheory(Machine.Program, KernelLinker.Program)]
    [InlineData("microvm", "", 1)]
    [InlineData("microvm", "nopti", 5)]
    [InlineData("q35", "", 5)]
    public void AtEveryInstruction(string machine, string commandLine, int slice)
    {
        using var sweep = new NmiSweep(KernelImage.Linked, new Machine(machine, CommandLine: commandLine));
        var result = sweep.Run(slice);

        Assert.True(result.Instructions > 400 / slice, "only " + result.Instructions + " instructions were found");
        Assert.All(result.Missed, place => Assert.True(IsForAnErratum(place), "no test executes " + place));
        Assert.Equal(result.Instructions, result.Stopped.Count + result.Missed.Count);
        Assert.Equal(result.Stopped.Count, result.Sent);
        Assert.Equal(result.Sent, result.Handled);
    }

    /// <summary>
    /// A second NMI before every instruction of the first one's path in ring 0, and nowhere else: what only NMIs from ring 3 or nested ones execute is not for
    /// the first.
    /// </summary>
    [BootFact(Machine.Program, KernelLinker.Program)]
    public void InsideAnother()
    {
        using var sweep = new NmiSweep(KernelImage.Linked, new Machine(CommandLine: "unmask"));
        var result = sweep.RunNested();

        Assert.Equal(result.Sent, result.Handled);
        Assert.Equal(result.Instructions, result.Stopped.Count + result.Missed.Count);
        Assert.Equal(result.Instructions + result.Stopped.Count, result.Sent);
        Assert.All(result.Missed, place => Assert.True(place.Routine is "nmi" or "nested_nmi" or "nested_nmi_out" or "nmi_swapgs", "the first NMI passes over " + place));
        Assert.Contains(result.Stopped, place => place.Routine == "nmi_restore" && place.Instruction == "iretq");
    }

    /// <summary>Early AMD processors reported IRET's own address cut to 32 bits; what mends that runs nowhere else.</summary>
    private static bool IsForAnErratum(NmiPlace place) => place.Routine == "error_entry" && place.Instruction == "mov [rsp+88h],rcx";
}
