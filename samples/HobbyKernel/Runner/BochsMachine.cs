// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;

namespace HobbyKernel;

/// <summary>A PC of Bochs, which has what QEMU's emulation lacks: process-context identifiers.</summary>
/// <param name="Cpu">Bochs' processor model.</param>
public sealed record BochsMachine(string Cpu = "broadwell_ult")
{
    /// <summary>The program.</summary>
    public const string Program = "bochs";

    private static readonly string[] FirmwareFolders = ["/usr/share/bochs", "/usr/local/share/bochs"];

    /// <summary>Boots a kernel from a disk and waits for its end. Bochs exits with the same code whatever happened: the report alone tells.</summary>
    /// <param name="kernel">The path of a linked kernel.</param>
    /// <param name="patience">How long it may take.</param>
    public BootResult Boot(string kernel, TimeSpan patience)
    {
        var folder = Directory.CreateTempSubdirectory("hobbykernel").FullName;
        try
        {
            var disk = DiskImage.Create(File.ReadAllBytes(kernel));
            File.WriteAllBytes(Path.Combine(folder, "disk.img"), disk);
            File.WriteAllText(Path.Combine(folder, "bochsrc"), Configuration(disk.Length / DiskImage.CylinderBytes));
            return Run(folder, patience);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static BootResult Run(string folder, TimeSpan patience)
    {
        var start = new ProcessStartInfo(Program, ["-q", "-f", "bochsrc"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.StandardInput.Write("c\nq\n"); // for builds with the debugger: run; then leave it
        process.StandardInput.Close();
        var ended = process.WaitForExit(patience);
        if (!ended)
            process.Kill();
        process.WaitForExit();
        var serial = Path.Combine(folder, "serial");
        return new BootResult(process.ExitCode, File.Exists(serial) ? File.ReadAllText(serial) : "", clock.Elapsed, !ended);
    }

    private string Configuration(int cylinders)
    {
        var firmware = FirmwareFolders.FirstOrDefault(Directory.Exists) ?? FirmwareFolders[0];
        return string.Create(CultureInfo.InvariantCulture, $"""
            display_library: term
            megs: 64
            romimage: file={firmware}/BIOS-bochs-latest
            vgaromimage: file={firmware}/VGABIOS-lgpl-latest
            ata0: enabled=1, ioaddr1=0x1f0, ioaddr2=0x3f0, irq=14
            ata0-master: type=disk, path=disk.img, mode=flat, cylinders={cylinders}, heads=16, spt=63
            boot: disk
            cpu: model={Cpu}, ips=100000000
            com1: enabled=1, mode=file, dev=serial
            clock: sync=none
            log: log
            panic: action=fatal
            error: action=ignore

            """);
    }
}
