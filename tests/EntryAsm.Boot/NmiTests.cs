// SPDX-License-Identifier: MIT
using HobbyKernel;
using Iced.Intel;

namespace EntryAsm.Boot;

/// <summary>An NMI may come before any instruction of the entry code, and a maskable interrupt wherever they are on.</summary>
public class NmiTests
{
    /// <summary>Every instruction, with isolation; every fifth without, and on a PC.</summary>
    [NeedsTools(Machine.Program, KernelLinker.Program)]
    [InlineData("microvm", "", 1)]
    [InlineData("microvm", "nopti", 5)]
    [InlineData("q35", "", 5)]
    public void AtEveryInstruction(string machine, string commandLine, int slice)
    {
        using var sweep = new NmiSweep(KernelImage.Linked, new Machine(machine, CommandLine: commandLine));
        var result = sweep.Run(slice);

        Assert.True(result.Instructions > 400 / slice, "only " + result.Instructions + " instructions were found");
        IsComplete(result);
        Assert.Equal(result.Instructions, result.Sent);
        Assert.Equal(0, result.Merged);
    }

    /// <summary>A maskable interrupt at every third instruction; where interrupts are off it waits. The command of docs/boot-tests.md takes all.</summary>
    [NeedsTools(Machine.Program, KernelLinker.Program)]
    public void MaskableAtEveryThirdInstruction()
    {
        using var sweep = new NmiSweep(KernelImage.Linked, new Machine(), Injection.Maskable);
        IsComplete(sweep.Run(3));
    }

    /// <summary>One more NMI before every third instruction of the NMI's own path, on all the ways through it. The command of docs/boot-tests.md takes all.</summary>
    [NeedsTools(Machine.Program, KernelLinker.Program)]
    public void InsideAnother()
    {
        using var sweep = new NmiSweep(KernelImage.Linked, new Machine(CommandLine: "unmask"));
        var result = sweep.RunNested(3);

        Assert.True(result.Instructions > 100 / 3, "only " + result.Instructions + " instructions were found");
        IsComplete(result);
        Assert.All(result.Stops, way => Assert.NotEmpty(way.Places));
        Assert.Contains(result.Stops[^1].Places, place => place.Routine == "nested_nmi_out" && place.Instruction.Mnemonic == Mnemonic.Iretq);
    }

    /// <summary>What the command's exit code says: an instruction that nothing executes is a failure, and so is an interrupt that was lost or came twice.</summary>
    [Fact]
    public void AnInstructionOrAnInterruptThatIsMissingIsAFailure()
    {
        NmiPlace first = new(1, "nmi", 0, default), second = new(2, "nmi", 1, default);
        bool Complete(NmiPlace[] stops, int sent, int merged, int handled) => new NmiSweepResult([first, second], [new NmiStops("", stops)], sent, merged, handled).IsComplete;

        Assert.True(Complete([first, second], 2, 0, 2));
        Assert.True(Complete([second, first], 3, 1, 2));
        Assert.False(Complete([first, first], 2, 0, 2));
        Assert.False(Complete([first, second], 2, 0, 1));
        Assert.False(Complete([first, second], 2, 0, 3));
    }

    private static void IsComplete(NmiSweepResult result)
    {
        Assert.Empty(result.Missed);
        Assert.Equal(result.Instructions, result.Stopped.Count);
        Assert.Equal(result.Sent - result.Merged, result.Handled);
        Assert.True(result.IsComplete);
    }
}
