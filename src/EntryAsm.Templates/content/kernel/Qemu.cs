// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace MyKernel;

/// <summary>Boots the kernel in QEMU, emulated in software: it needs no rights and runs anywhere.</summary>
public static class Qemu
{
    /// <summary>The program.</summary>
    public const string Program = "qemu-system-x86_64";

    /// <summary>QEMU's exit code when the kernel says that all is well: twice what it writes to the exit device, plus 1.</summary>
    public const int Success = 33;

    /// <summary>What to do where QEMU is missing; null if it is there.</summary>
    public static string? Missing(string? path = null)
    {
        foreach (var folder in (path ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            if (folder.Length > 0 && File.Exists(Path.Combine(folder, Program)))
                return null;
        }

        return $"{Program} is not on the PATH. Install the package qemu-system-x86 (Debian: apt-get install qemu-system-x86).";
    }

    /// <summary>Boots and waits for the end.</summary>
    /// <param name="kernel">The path of the linked kernel.</param>
    /// <param name="machine">QEMU's machine type: microvm, q35.</param>
    /// <param name="cpu">QEMU's processor.</param>
    /// <param name="processors">How many.</param>
    /// <returns>QEMU's exit code, and all that the kernel wrote to the serial port.</returns>
    /// <exception cref="TimeoutException">The kernel did not end; the message has what it wrote.</exception>
    public static (int ExitCode, string Output) Boot(string kernel, string machine = "microvm", string cpu = "max", int processors = 2)
    {
        var start = new ProcessStartInfo(Program,
        [
            "-M", machine, "-accel", "tcg", "-cpu", cpu, "-smp", processors.ToString(System.Globalization.CultureInfo.InvariantCulture), "-m", "64M", "-nodefaults", "-no-user-config",
            "-display", "none", "-no-reboot", "-device", "isa-debug-exit,iobase=0xf4,iosize=4", "-serial", "stdio", "-kernel", kernel,
        ])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), complaints = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
        {
            process.Kill();
            throw new TimeoutException("the kernel did not end:\n" + output.Result);
        }

        return (process.ExitCode, output.Result + complaints.Result);
    }
}
