// SPDX-License-Identifier: MIT
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace MyKernel;

/// <summary>Boots the kernel in QEMU, emulated in software: it needs no rights and runs anywhere.</summary>
public static class Qemu
{
    /// <summary>The program.</summary>
    public const string Program = "qemu-system-x86_64";

    /// <summary>QEMU's exit code when the kernel says that all is well: twice what it writes to the exit device, plus 1.</summary>
    public const int Success = 33;

    private const string Cure = "Install the package qemu-system-x86, 4.2 or newer (Debian: apt-get install qemu-system-x86).";

    /// <summary>What to do where QEMU is missing or is another program; null if all is well.</summary>
    /// <param name="path">Where to look, if not on the PATH.</param>
    public static string? Problem(string? path = null)
    {
        var found = (path ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, Program)).FirstOrDefault(File.Exists);
        if (found is null)
            return $"{Program} is not on the PATH. {Cure}";
        var (exitCode, output) = Run(found, ["-M", "help"], TimeSpan.FromSeconds(10));
        return exitCode == 0 && output.Contains("\nmicrovm ", StringComparison.Ordinal) ? null : $"{found} has no machine type microvm: it is too old, or not QEMU for x86-64. {Cure}";
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
        var (exitCode, output) = Run(Program,
        [
            "-M", machine, "-accel", "tcg", "-cpu", cpu, "-smp", processors.ToString(CultureInfo.InvariantCulture), "-m", "64M", "-nodefaults", "-no-user-config",
            "-display", "none", "-no-reboot", "-device", "isa-debug-exit,iobase=0xf4,iosize=4", "-serial", "stdio", "-kernel", kernel,
        ], TimeSpan.FromSeconds(60));
        return exitCode is { } code ? (code, output) : throw new TimeoutException("the kernel did not end:\n" + output);
    }

    /// <summary>The exit code, null where it did not end or did not begin, and all that it wrote.</summary>
    private static (int? ExitCode, string Output) Run(string program, string[] arguments, TimeSpan limit)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(), complaints = process.StandardError.ReadToEndAsync();
            var ended = process.WaitForExit(limit);
            if (!ended)
                process.Kill(entireProcessTree: true);
            return (ended ? process.ExitCode : null, output.Result + complaints.Result);
        }
        catch (Win32Exception exception)
        {
            return (null, exception.Message); // no program for this machine
        }
    }
}
