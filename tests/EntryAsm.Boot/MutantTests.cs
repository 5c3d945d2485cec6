// SPDX-License-Identifier: MIT
using HobbyKernel;

namespace EntryAsm.Boot;

/// <summary>The boot tests notice mistakes in the entry code. The whole run and its survivors stand in docs/boot-tests.md.</summary>
public class MutantTests
{
    private const int Count = 12, Seed = 20;

    /// <summary>At most one of these may pass; the document says which kinds do, and why that is harmless.</summary>
    [NeedsTools(Machine.Program, KernelLinker.Program)]
    public void AreCaught()
    {
        var results = MutantRun.Run(Seed, Count);
        var survivors = results.Where(result => result.CaughtBy is null).Select(result => result.Mutation.ToString()).ToList();

        Assert.Equal(Count, results.Count);
        Assert.True(survivors.Count <= Count / 10, "survived: " + string.Join("; ", survivors));
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
