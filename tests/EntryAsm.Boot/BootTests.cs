// SPDX-License-Identifier: MIT
using HobbyKernel;

namespace EntryAsm.Boot;

/// <summary>The kernel boots and all its self-tests pass, machine by machine.</summary>
public class BootTests
{
    /// <summary>Two kinds of machine, with and without isolation, four and five levels of page tables, with and without SMAP.</summary>
    [NeedsTools(Machine.Program, KernelLinker.Program)]
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

    [NeedsTools(Machine.Program, KernelLinker.Program)]
    [InlineData("microvm", "max", "")]
    [InlineData("microvm", "max", "nopti")]
    [InlineData("microvm", "max,la57=off", "")]
    [InlineData("q35", "max", "")]
    public void LinkedByItself(string machine, string cpu, string commandLine) => Boots(KernelImage.FromSource, new Machine(machine, cpu, commandLine));

    /// <summary>The paths for process-context identifiers, which QEMU's emulation lacks; with and without SMAP.</summary>
    [NeedsTools(BochsMachine.Program, KernelLinker.Program)]
    [InlineData("broadwell_ult", "SMAP on")]
    [InlineData("corei7_haswell_4770", "SMAP off")]
    public void InBochs(string cpu, string smap)
    {
        var result = new BochsMachine(cpu).Boot(KernelImage.Linked, KernelImage.Patience);
        Assert.True(result.ReportsSuccess, result.Serial);
        Assert.StartsWith("HobbyKernel: isolation on, PCID on, page-table levels 4, " + smap, result.Serial, StringComparison.Ordinal);
    }

    /// <summary>The report says what the machine has: the rows above differ in more than their names.</summary>
    [NeedsTools(Machine.Program, KernelLinker.Program)]
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

    [Theory]
    [InlineData(KernelLinker.Program, "apt-get install binutils")]
    [InlineData(Machine.Program, "apt-get install qemu-system-x86")]
    [InlineData(SystemTools.Debugger, "apt-get install gdb")]
    [InlineData(BochsMachine.Program, "apt-get install bochs bochs-term bochsbios vgabios")]
    public void AMissingProgramIsNamedWithItsPackage(string program, string cure)
    {
        var empty = Path.GetDirectoryName(typeof(BootTests).Assembly.Location)!;
        Assert.Contains(cure, SystemTools.Missing(program, empty), StringComparison.Ordinal);
        Assert.StartsWith(program, SystemTools.Missing(program, empty), StringComparison.Ordinal);
    }

    /// <summary>A kernel that the boot sector could read only in part is refused.</summary>
    [Fact]
    public void ADiskHoldsTheKernelWhole()
    {
        const int size = BootSector.MostChunks * BootSector.ChunkSectors * BootSector.Bytes;
        Assert.Equal(0, DiskImage.Create(OneSegment(size)).Length % DiskImage.CylinderBytes);
        Assert.Contains("boot sector", Assert.Throws<InvalidOperationException>(() => DiskImage.Create(OneSegment(size + 1))).Message, StringComparison.Ordinal);
    }

    /// <summary>A kernel file with one loaded segment at 1 MiB.</summary>
    private static byte[] OneSegment(int bytes)
    {
        const int header = 64, programHeader = 56;
        var file = new byte[header + programHeader + bytes];
        BitConverter.TryWriteBytes(file.AsSpan(24), 0x100000L); // entry
        BitConverter.TryWriteBytes(file.AsSpan(32), (long)header); // program headers
        BitConverter.TryWriteBytes(file.AsSpan(56), (short)1);
        BitConverter.TryWriteBytes(file.AsSpan(header), 1); // loaded
        BitConverter.TryWriteBytes(file.AsSpan(header + 8), (long)(header + programHeader));
        BitConverter.TryWriteBytes(file.AsSpan(header + 24), 0x100000L);
        BitConverter.TryWriteBytes(file.AsSpan(header + 32), (long)bytes);
        return file;
    }

    private static BootResult Boots(string kernel, Machine machine)
    {
        var result = machine.Boot(kernel, KernelImage.Patience);
        Assert.True(result.ReportsSuccess, result.Serial);
        Assert.Equal(BootResult.SuccessCode, result.ExitCode);
        return result;
    }
}
