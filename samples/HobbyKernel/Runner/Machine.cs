// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;

namespace HobbyKernel;

/// <summary>A virtual machine of QEMU, emulated in software: it needs no rights and runs anywhere.</summary>
/// <param name="Type">QEMU's machine type.</param>
/// <param name="Cpu">QEMU's processor model and features.</param>
/// <param name="CommandLine">Words for the kernel: <c>nopti</c>, <c>repeat</c>.</param>
public sealed record Machine(string Type = "microvm", string Cpu = "max", string CommandLine = "")
{
    /// <summary>The program.</summary>
    public const string Program = "qemu-system-x86_64";

    private const int ExitDevicePort = 0xf4;

    /// <summary>The arguments that boot a kernel.</summary>
    /// <param name="kernel">The path of a linked kernel with a PVH note.</param>
    public IReadOnlyList<string> Arguments(string kernel)
    {
        List<string> arguments =
        [
            "-M", Type, "-accel", "tcg", "-cpu", Cpu, "-m", "64M", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
            "-device", string.Create(CultureInfo.InvariantCulture, $"isa-debug-exit,iobase=0x{ExitDevicePort:x},iosize=4"), "-kernel", kernel,
        ];
        if (CommandLine.Length > 0)
            arguments.AddRange(["-append", CommandLine]);
        return arguments;
    }

    /// <summary>Boots a kernel and waits for its end.</summary>
    /// <param name="kernel">The path of a linked kernel.</param>
    /// <param name="patience">How long it may compute: on a machine that others use too it may take five times as long.</param>
    public BootResult Boot(string kernel, TimeSpan patience)
    {
        var start = new ProcessStartInfo(Program, [.. Arguments(kernel), "-serial", "stdio"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var serial = process.StandardOutput.ReadToEndAsync();
        var complaints = process.StandardError.ReadToEndAsync();
        var ended = Ends(process, patience);
        if (!ended)
            process.Kill();
        process.WaitForExit();
        return new BootResult(process.ExitCode, serial.Result + complaints.Result, clock.Elapsed, !ended);
    }

    private static bool Ends(Process process, TimeSpan patience)
    {
        var clock = Stopwatch.StartNew();
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(100)))
        {
            try
            {
                if (process.TotalProcessorTime > patience || clock.Elapsed > 5 * patience)
                    return false;
            }
            catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // It has ended just now.
            }
        }

        return true;
    }
}
