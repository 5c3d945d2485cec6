// SPDX-License-Identifier: MIT
using System.Globalization;
using HobbyKernel;
using MyKernel;

namespace EntryAsm.Boot;

/// <summary>The kernel on EntryAsm.Kernel boots from a disk: by GRUB, from a BIOS and from UEFI, and by a loader that UEFI starts and that hands the machine over.</summary>
public sealed class LoaderTests : IDisposable
{
    private const string MakeDisk = "grub-mkrescue", Burn = "xorriso", Format = "mformat", Compiler = "gcc", ForBios = "/usr/lib/grub/i386-pc/multiboot2.mod", ForUefi = "/usr/lib/grub/x86_64-efi/multiboot2.mod";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [NeedsTools(Qemu.Program, KernelLinker.Program, MakeDisk, Burn, Format, ForBios, ForUefi, Pc.Uefi)]
    [InlineData("hardened.elf", 1, false)]
    [InlineData("kernel.elf", 2, true)]
    public void ByGrub(string kernel, int processors, bool isUefi)
    {
        Directory.CreateDirectory(folder["disk/boot/grub"]);
        File.Copy(Path.Combine(AppContext.BaseDirectory, kernel), folder["disk/boot/kernel.elf"]);
        folder.Add("disk/boot/grub/grub.cfg", "multiboot2 /boot/kernel.elf\nboot\n");
        var made = new Command(MakeDisk, "-o", folder["disk.iso"], folder["disk"]).Run();
        Assert.True(made.ExitCode == 0, made.Error);
        AssertBooted(Pc.Boot(folder, processors, isUefi, "-cdrom", folder["disk.iso"]), "loaded by Multiboot2", processors);
    }

    /// <summary>Linked as a program of UEFI, with the kernel in it.</summary>
    [NeedsTools(Qemu.Program, KernelLinker.Program, Compiler, Pc.Uefi)]
    public void ByALoaderOfUefi()
    {
        var kernel = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "kernel.elf"));
        folder.Add("kernel.elf", kernel);
        var entry = string.Create(CultureInfo.InvariantCulture, $"-DKIT_START_EFI=0x{new ElfSymbols(kernel)["kit_start_efi"]:x}");
        folder.Run(Compiler, "-std=c11", "-O2", "-Wall", "-Wextra", "-Werror", "-ffreestanding", "-fpic", "-fno-ident", "-fno-stack-protector", "-mno-red-zone", "-fcf-protection=none",
            "-fno-asynchronous-unwind-tables", entry, "-c", Repository.PathOf("tests/EntryAsm.Boot/Loaders/loader.c"), "-o", "loader.o");
        Directory.CreateDirectory(folder["disk/EFI/BOOT"]);
        folder.Run(KernelLinker.Program, "-m", "i386pep", "--oformat", "pei-x86-64", "--subsystem", "10", "-e", "efi_main", "--image-base", "0", "-o", "disk/EFI/BOOT/BOOTX64.EFI", "loader.o");
        AssertBooted(Pc.Boot(folder, 2, isUefi: true, "-drive", "format=raw,file=fat:rw:disk"), "loaded from UEFI", 2);
    }

    private static void AssertBooted(CommandResult result, string loaded, int processors)
    {
        Assert.True(result.ExitCode == Qemu.Success, result.Output + result.Error);
        Assert.Contains(loaded, result.Output, StringComparison.Ordinal);
        Assert.EndsWith(" checks passed", result.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains(processors == 1 ? "one processor" : "ok: a second processor runs and answers", result.Output, StringComparison.Ordinal);
    }
}
