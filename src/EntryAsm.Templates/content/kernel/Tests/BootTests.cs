// SPDX-License-Identifier: MIT
namespace MyKernel.Tests;

/// <summary>The kernel boots, tries what it has, and says so in its last line.</summary>
public class BootTests
{
    [Theory]
    [InlineData("microvm", 1)]
    [InlineData("microvm", 2)]
    [InlineData("q35", 1)]
    [InlineData("q35", 2)]
    public void Boots(string machine, int processors)
    {
        var problem = Qemu.Problem();
        Assert.True(problem is null, problem);
        var (exitCode, output) = Qemu.Boot(Path.Combine(AppContext.BaseDirectory, "kernel.elf"), machine, processors: processors);
        Assert.True(exitCode == Qemu.Success, output);
        Assert.EndsWith(" checks passed", output.TrimEnd());
        Assert.Contains(processors == 1 ? "one processor" : "ok: a second processor runs and answers", output);
    }
}
