// SPDX-License-Identifier: MIT
using HobbyKernel;

namespace EntryAsm.Boot;

/// <summary>A system call through the kit takes no more instructions than through the port of Linux' entry code, with the same mitigations.</summary>
public class SystemCallCostTests
{
    [NeedsTools(Machine.Program, KernelLinker.Program)]
    [InlineData(false)]
    [InlineData(true)]
    public void IsNotMoreThanThatOfLinux(bool isolation)
    {
        SystemCallCost linux = SystemCallCost.OfLinux(isolation), kit = SystemCallCost.OfKit(isolation);
        Assert.InRange(kit.Instructions, 50, linux.Instructions);
        var row = FormattableString.Invariant($"| {(isolation ? "isolation" : "none")} | {linux.Instructions} | {kit.Instructions} | {linux.Bytes} | {kit.Bytes} |");
        Assert.Contains(row, File.ReadAllText(Repository.PathOf("docs/kernel-kit.md")), StringComparison.Ordinal);
    }
}
