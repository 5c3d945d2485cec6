// SPDX-License-Identifier: MIT
using HobbyKernel;

namespace EntryAsm.Boot;

/// <summary>An NMI or a maskable interrupt may come before any instruction of the kit's entry code, and mistakes in it are noticed: slices of what docs/boot-tests.md has whole.</summary>
public class KitNmiTests
{
    private const int Mutants = 2, Seed = 4;

    [NeedsTools(Machine.Program, KernelLinker.Program)]
    [InlineData("plain", false, 20)]
    [InlineData("hardened", false, 20)]
    [InlineData("isolated", true, 60)]
    public void AtInstructionsOfEveryPath(string bench, bool maskable, int slice)
    {
        var target = BootTarget.Of(KitBench.All.Single(kit => kit.Name == bench));
        using var sweep = new NmiSweep(target.Link(), target.Machines[0], maskable ? Injection.Maskable : Injection.Nmi, target.Map);
        var result = sweep.Run(slice);
        Assert.True(result.Instructions > 700 / slice, "only " + result.Instructions + " instructions were found");
        Assert.Empty(result.Missed);
        Assert.True(result.IsComplete);
    }

    [NeedsTools(Machine.Program, KernelLinker.Program)]
    public void MutantsAreCaught()
    {
        var results = MutantRun.Run(Seed, Mutants, BootTarget.Of(KitBench.Isolated));
        Assert.Equal(Mutants, results.Count);
        Assert.All(results, static result => Assert.True(result.CaughtBy is not null, result.Mutation.ToString()));
    }
}
