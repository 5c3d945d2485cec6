// SPDX-License-Identifier: GPL-2.0-only
namespace EntryAsm.Linux612.Tests;

/// <summary>The kernel's own checker of this release, objtool 6.12, over our objects, with the rules that the kernel's build asks for (docs/objtool.md).</summary>
public class ObjtoolTests
{
    private const string Objtool = "/usr/lib/linux-kbuild-6.12*/tools/objtool/objtool.real-x86";

    public static TheoryData<ulong> Seeds => [1, 2];

    [NeedsTools(Objtool, MayBeMissing = true)]
    [MemberData(nameof(Reference.Names), MemberType = typeof(Reference))]
    public void IsSilentOnEachFile(string name)
    {
        var reference = new Reference(name);
        Assert.Equal("", Complaints(ElfWriter.Write(reference.Build()), Rules(reference.Config)));
    }

    [NeedsTools(Objtool, MayBeMissing = true)]
    [MemberData(nameof(Seeds))]
    public void IsSilentOnDrawnConfigurations(ulong seed)
    {
        // Beyond lines of 64 bytes the padding before asm_common_interrupt begins with a jump, which objtool takes for code.
        foreach (var config in Configurations.Draw(5, seed).Where(static config => config.L1CacheShift <= 6))
        {
            foreach (var file in KernelFile.Names)
            {
                var complaints = Complaints(ElfWriter.Write(new KernelFile(file, config).Build()), Rules(config));
                Assert.True(complaints.Length == 0, file + " " + config + "\n" + complaints);
            }
        }
    }

    /// <summary>So its silence above means something.</summary>
    [NeedsTools(Objtool, MayBeMissing = true)]
    public void ButNotOnBareReturnsWhereThunksAreWanted()
    {
        var reference = new Reference("max-ftrace_64");
        var bare = reference.Config with { Rethunk = false, UnretEntry = false, Srso = false, Its = false, CallDepthTracking = false, CallThunksDebug = false };
        Assert.Contains("'naked' return found in MITIGATION_RETHUNK build", Complaints(ElfWriter.Write(new KernelFile("ftrace_64", bare).Build()), Rules(reference.Config)), StringComparison.Ordinal);
    }

    /// <summary>What the kernel's build passes for a configuration (scripts/Makefile.lib).</summary>
    private static string[] Rules(KernelConfig config) =>
    [
        "--orc", "--uaccess",
        .. config.Retpoline ? (string[])["--retpoline"] : [],
        .. config.Rethunk ? (string[])["--rethunk"] : [],
        .. config.Sls ? (string[])["--sls"] : [],
    ];

    /// <summary>What objtool writes; it ends with success even then.</summary>
    private static string Complaints(byte[] elf, string[] rules)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Add("kernel.o", elf);
        return new Command(InstalledTools.Find(Objtool), [.. rules, path]).Run().Succeeded().Text;
    }
}
