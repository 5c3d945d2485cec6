// SPDX-License-Identifier: MIT
using HobbyKernel;
using Iced.Intel;

namespace EntryAsm.Boot;

/// <summary>The boot tests notice mistakes in the entry code. The whole run and its survivors stand in docs/boot-tests.md.</summary>
public class MutantTests
{
    private const int Count = 4, Seed = 20;

    /// <summary>At most one in ten may pass, so none of these; the document says which kinds do, and why that is harmless.</summary>
    [NeedsTools(Machine.Program, KernelLinker.Program)]
    public void AreCaught()
    {
        var results = MutantRun.Run(Seed, Count);
        var survivors = results.Where(result => result.CaughtBy is null).Select(result => result.Mutation.ToString()).ToList();

        Assert.Equal(Count, results.Count);
        Assert.True(survivors.Count <= Count / 10, "survived: " + string.Join("; ", survivors));
    }

    /// <summary>
    /// Deletions that a check of the kernel must notice, none of them by a reset: #NP from ring 3 with AC set, handlers that return with interrupts on, and page tables that
    /// ring 3 is left with after an exception or NMI on its way there.
    /// </summary>
    [NeedsTools(Machine.Program, KernelLinker.Program)]
    public void NeededInstructionsAreMissed()
    {
        var results = MutantRun.RunWithout((code, symbols) =>
        [
            code.Replacements("segment_not_present").Single(static instruction => instruction.Mnemonic == Mnemonic.Clac),
            .. code.Find().Where(instruction => instruction.Mnemonic == Mnemonic.Cli && symbols.Nearest(instruction.IP).Name is "paranoid_exit" or "ret_from_intr"),
            .. code.Find().Where(static instruction => instruction.ToString() == "mov cr3,r14"),
        ]);

        Assert.Equal(6, results.Count);
        Assert.All(results, static result => Assert.Matches("PANIC|FAILED", $"{result.Mutation}: {result.CaughtBy}"));
    }

    /// <summary>The same seed gives the same mutants.</summary>
    [NeedsTools(Machine.Program, KernelLinker.Program)]
    public void AreTheSameForTheSameSeed()
    {
        var kernel = File.ReadAllBytes(KernelImage.Linked);
        Assert.Equal(MutantRun.Choose(kernel, Seed, Count).Select(mutation => mutation.ToString()), MutantRun.Choose(kernel, Seed, Count).Select(mutation => mutation.ToString()));
        Assert.Equal(Count, MutantRun.Choose(kernel, Seed + 1, Count).Except(MutantRun.Choose(kernel, Seed, Count)).Count());
    }
}
