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

    [Fact]
    public void AMissingEmulatorIsNamedWithItsPackage() =>
        Assert.Contains("is not on the PATH. Install the package qemu-system-x86", Qemu.Problem(Path.GetDirectoryName(typeof(KitBootTests).Assembly.Location)), StringComparison.Ordinal);

    /// <summary>One for another processor, one before microvm, a program that is none, one that hangs or waits for input, a text, an empty file.</summary>
    [Theory]
    [InlineData("#!/bin/sh\necho Supported machines are:; echo 'virt  QEMU 7.2 ARM Virtual Machine'")]
    [InlineData("#!/bin/sh\necho Supported machines are:; echo 'pc  Standard PC'; echo 'q35  Standard PC (Q35 + ICH9, 2009)'")]
    [InlineData("#!/bin/sh\necho \"invalid option $1\" >&2; exit 2")]
    [InlineData("#!/bin/sh\necho Supported machines are:; echo 'microvm  microvm (i386)'; exit 1")]
    [InlineData("#!/bin/sh\ncat; sleep 1000")]
    [InlineData("no program")]
    [InlineData("")]
    public void AnotherProgramIsNamedWithThePackage(string program)
    {
        using var folder = new TemporaryFolder();
        folder.Add(Qemu.Program, System.Text.Encoding.UTF8.GetBytes(program));
        if (program.Length != 0 && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder[Qemu.Program], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Equal(folder[Qemu.Program] + " has no machine type microvm: it is too old, or not QEMU for x86-64. Install the package qemu-system-x86, 4.2 or newer (Debian: apt-get install qemu-system-x86).", Qemu.Problem(folder.Path));
    }

    [NeedsTools(Qemu.Program)]
    public void TheRightOneIsTaken() => Assert.Null(Qemu.Problem());
}
