// SPDX-License-Identifier: MIT
using HobbyKernel;
using MyKernel;

namespace EntryAsm.Boot;

/// <summary>The kernel on EntryAsm.Kernel boots and all that it tries holds: exceptions, NMIs that nest, the timer, a second processor, threads, ring 3.</summary>
public class KitBootTests
{
    [NeedsTools(Qemu.Program, KernelLinker.Program)]
    [InlineData("kernel.elf", "microvm", 1)]
    [InlineData("kernel.elf", "microvm", 2)]
    [InlineData("kernel.elf", "q35", 1)]
    [InlineData("kernel.elf", "q35", 2)]
    [InlineData("hardened.elf", "microvm", 2)]
    [InlineData("hardened.elf", "q35", 1)]
    [InlineData("hardened.elf", "q35", 2)]
    public void Boots(string kernel, string machine, int processors)
    {
        var (exitCode, output) = Qemu.Boot(Path.Combine(AppContext.BaseDirectory, kernel), machine, processors: processors);
        Assert.True(exitCode == Qemu.Success, output);
        Assert.EndsWith(" checks passed", output.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(8, output.Split('\n').Count(static line => line.StartsWith("user: ", StringComparison.Ordinal)));
        Assert.Contains(processors == 1 ? "one processor" : "ok: a second processor runs and answers", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apt-get install qemu-system-x86")]
    public void AMissingEmulatorIsNamedWithItsPackage(string cure) =>
        Assert.Contains(cure, Qemu.Missing(Path.GetDirectoryName(typeof(KitBootTests).Assembly.Location)), StringComparison.Ordinal);
}
