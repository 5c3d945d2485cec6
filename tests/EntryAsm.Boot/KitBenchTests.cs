// SPDX-License-Identifier: MIT
using HobbyKernel;

namespace EntryAsm.Boot;

/// <summary>The self-tests of samples/HobbyKernel hold on the kit's entry code: registers, flags, stacks, isolation, from ring 3 and from ring 0.</summary>
public class KitBenchTests
{
    [NeedsTools(Machine.Program, KernelLinker.Program)]
    [InlineData("plain", "microvm")]
    [InlineData("plain", "q35")]
    [InlineData("isolated", "microvm")]
    [InlineData("hardened", "microvm")]
    [InlineData("hardened", "q35")]
    public void HoldInQemu(string bench, string machine)
    {
        var kit = KitBench.All.Single(kit => kit.Name == bench);
        var result = new Machine(machine, CommandLine: kit.CommandLine).Boot(kit.Kernel, KernelImage.Patience);
        Assert.True(result.ExitCode == BootResult.SuccessCode && result.Serial.TrimEnd().EndsWith(KitBench.LastLine, StringComparison.Ordinal), result.Serial);
        Assert.Contains("entry code of the kit", result.Serial, StringComparison.Ordinal);
        Assert.Contains(kit.CommandLine.Length == 0 ? "isolation on" : "isolation off", result.Serial, StringComparison.Ordinal);
    }

    /// <summary>Bochs has tagged page tables.</summary>
    [NeedsTools(BochsMachine.Program, KernelLinker.Program)]
    public void HoldInBochsWithTags()
    {
        var result = new BochsMachine().Boot(KitBench.Tagged.Kernel, KernelImage.Patience);
        Assert.True(result.Serial.TrimEnd().EndsWith(KitBench.LastLine, StringComparison.Ordinal), result.Serial);
        Assert.Contains("PCID on", result.Serial, StringComparison.Ordinal);
    }
}
