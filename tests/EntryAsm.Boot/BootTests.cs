// SPDX-License-Identifier: MIT
using HobbyKernel;

namespace EntryAsm.Boot;

/// <summary>The kernel boots and all its self-tests pass, machine by machine.</summary>
public class BootTests
{
    /// <summary>Two kinds of machine, with and without isolation, four and five levels of page tables, with and without SMAP.</summary>
    [BootTheory(Machine.Program, KernelLinker.Program)]
    [InlineData("microvm", "max", "")]
    [InlineData("microvm", "max", "nopti")]
    [InlineData("microvm", "max,la57=off", "")]
    [InlineData("microvm", "max,la57=off", "nopti")]
    [InlineData("microvm", "max,smap=off,smep=off", "")]
    [InlineData("microvm", "qemu64", "")]
    [InlineData("q35", "max", "")]
    [InlineData("q35", "max", "nopti")]
    [InlineData("q35", "max,la57=off", "")]
    [InlineData("q35", "max,la57=off", "nopti")]
    public void LinkedByLd(string machine, string cpu, string commandLine) => Boots(KernelImage.Linked, new Machine(machine, cpu, commandLine));

    [BootTheory(Machine.Program, KernelLinker.Program)]
    [InlineData("microvm", "max", "")]
    [InlineData("microvm", "max", "nopti")]
    [InlineData("microvm", "max,la57=off", "")]
    [InlineData("q35", "max", "")]
    public void LinkedByItself(string machine, string cpu, string commandLine) => Boots(KernelImage.FromSource, new Machine(machine, cpu, commandLine));

    /// <summary>The paths for process-context identifiers, which QEMU's emulation lacks; with and without SMAP.</summary>
    [BootTheory(BochsMachine.Program, KernelLinker.Program)]
    [InlineData("broadwell_ult", "SMAP on")]
    [InlineData("corei7_haswell_4770", "SMAP off")]
    public void InBochs(string cpu, string smap)
    {
        var result = new BochsMachine(cpu).Boot(KernelImage.Linked, KernelImage.Patience);
        Assert.True(result.ReportsSuccess, result.Serial);
        Assert.StartsWith("HobbyKernel: isolation on, PCID on, page-table levels 4, " + smap, result.Serial, StringComparison.Ordinal);
    }

    /// <summary>The report says what the machine has: the rows above differ in more than their names.</summary>
    [BootTheory(Machine.Program, KernelLinker.Program)]
    [InlineData("max", "", "isolation on, PCID off, page-table levels 5, SMAP on")]
    [InlineData("max,la57=off", "nopti", "isolation off, PCID off, page-table levels 4, SMAP on")]
    [InlineData("qemu64", "", "isolation on, PCID off, page-table levels 4, SMAP off")]
    public void SaysWhatItRunsOn(string cpu, string commandLine, string expected) =>
        Assert.StartsWith("HobbyKernel: " + expected, Boots(KernelImage.Linked, new Machine("microvm", cpu, commandLine)).Serial, StringComparison.Ordinal);

    /// <summary>A kernel without its last report line is no success, whatever the machine exits with.</summary>
    [Fact]
    public void ExitCodeAloneIsNoSuccess()
    {
        Assert.False(new BootResult(33, "", TimeSpan.Zero, false).Passed);
        Assert.False(new BootResult(0, BootResult.LastLine, TimeSpan.Zero, false).Passed);
        Assert.True(new BootResult(33, "report\n" + BootResult.LastLine + "\n", TimeSpan.Zero, false).Passed);
    }

    private static BootResult Boots(string kernel, Machine machine)
    {
        var result = machine.Boot(kernel, KernelImage.Patience);
        Assert.True(result.ReportsSuccess, result.Serial);
        Assert.Equal(BootResult.SuccessCode, result.ExitCode);
        return result;
    }
}
