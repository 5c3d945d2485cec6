// SPDX-License-Identifier: MIT
using EntryAsm.Formats.Elf;

namespace EntryAsm.Kernel.Tests;

/// <summary>The requests to Limine, by the bytes that GNU as makes of the protocol's text. No package here has Limine, so nothing boots by it.</summary>
public sealed class LimineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [NeedsTools("as", "objcopy", "objdump")]
    public void AreThoseOfTheProtocol()
    {
        folder.Add("ours.o", ElfWriter.Write(new BootModule(new KitSettings()).Build()));
        folder.Run("as", "-o", "theirs.o", Repository.PathOf("tests/EntryAsm.Kernel.Tests/Judges/limine.s"));
        Assert.Equal(Section("theirs"), Section("ours"));
        Assert.Equal(Relocations("theirs.o"), Relocations("ours.o"));
    }

    private byte[] Section(string file)
    {
        folder.Run("objcopy", "-O", "binary", "--only-section=.limine_requests", "--set-section-flags", ".limine_requests=alloc,load,contents", file + ".o", file + ".bin");
        return folder.Read(file + ".bin");
    }

    private string[] Relocations(string file) => [.. folder.Run("objdump", "-r", "-j", ".limine_requests", file).Split('\n').Where(static line => line.Contains("R_X86", StringComparison.Ordinal)).Select(static line => line.Replace("kit_start_limine", "ENTRY", StringComparison.Ordinal))];
}
