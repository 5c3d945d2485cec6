// SPDX-License-Identifier: MIT
using MyKernel;

namespace EntryAsm.Boot;

/// <summary>A PC of QEMU that boots from a disk: by its BIOS, or by UEFI.</summary>
internal static class Pc
{
    /// <summary>UEFI for QEMU, and what it keeps its variables in.</summary>
    public const string Uefi = "/usr/share/OVMF/OVMF_CODE_4M.fd", UefiVariables = "/usr/share/OVMF/OVMF_VARS_4M.fd";

    /// <summary>Boots and waits for the end.</summary>
    /// <param name="folder">Where UEFI's variables may be written.</param>
    /// <param name="processors">How many.</param>
    /// <param name="isUefi">By UEFI.</param>
    /// <param name="disk">The disk, in QEMU's words.</param>
    public static CommandResult Boot(TemporaryFolder folder, int processors, bool isUefi, params string[] disk)
    {
        string[] firmware = [];
        if (isUefi)
        {
            File.Copy(UefiVariables, folder["variables"], overwrite: true);
            firmware = ["-drive", "if=pflash,format=raw,readonly=on,file=" + Uefi, "-drive", "if=pflash,format=raw,file=" + folder["variables"]];
        }

        string[] machine =
        [
            "-M", "q35", "-accel", "tcg", "-cpu", "max", "-smp", processors.ToString(System.Globalization.CultureInfo.InvariantCulture), "-m", "256M", "-nodefaults", "-no-user-config", "-display", "none",
            "-no-reboot", "-device", "isa-debug-exit,iobase=0xf4,iosize=4", "-serial", "stdio",
        ];
        return new Command(Qemu.Program, [.. machine, .. firmware, .. disk]) { Folder = folder.Path, Limit = TimeSpan.FromSeconds(120) }.Run();
    }
}
