// SPDX-License-Identifier: GPL-2.0-only
using EntryAsm.Linux.Kbuild;

namespace EntryAsm.Linux612.Tests;

/// <summary>No setting is passed over in silence: what the kernel's sources read and what changes their bytes, the port takes into account or refuses by name.</summary>
public class SettingsTests
{
    private static readonly string Offsets = new Reference("max-entry_64").OffsetsText + new Reference("max-xen-asm").OffsetsText;

    /// <summary>The rows of Settings/read.txt that change anything: a setting, and the files that read it. eng/linux-6.12/settings.py makes them of the kernel's own sources.</summary>
    public static TheoryData<string> ThatMatter => [.. Rows().Where(static row => row.Changes.Length != 0).Select(static row => row.Setting)];

    [Theory]
    [MemberData(nameof(ThatMatter))]
    public void AreKnownOrRefusedByName(string setting)
    {
        var readers = Rows().First(row => row.Setting == setting).Readers;
        Assert.True(readers.Split(' ').Any(file => IsNoticed("CONFIG_" + setting, file)), setting + " changes what GNU as makes of " + readers + ", and the port does not look at it");
    }

    [Fact]
    public void TheListIsThere() => Assert.InRange(Rows().Count(static row => row.Changes == "port"), 45, 100);

    /// <summary>What has no effect on the bytes is let pass, so that a kernel's whole .config can be read.</summary>
    [Fact]
    public void TheRestChangesNothing() => Assert.All(Rows().Where(static row => row.Changes.Length == 0), static row => Assert.False(IsNoticed("CONFIG_" + row.Setting, "entry_64"), row.Setting));

    private static IEnumerable<(string Setting, string Readers, string Changes)> Rows() =>
        from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Settings", "read.txt"))
        where line[0] != '#'
        let columns = line.Split(':', StringSplitOptions.TrimEntries)
        select (columns[0], columns[1], columns[2]);

    /// <summary>True when setting it, unsetting it or giving it another number makes another configuration, or an error that names it.</summary>
    private static bool IsNoticed(string setting, string file)
    {
        var config = new Reference("max-entry_64").ConfigText;
        var before = KernelBuild.Read(file, ".config", config, "asm-offsets.h", Offsets);
        return ((string[])["y", "n", "13"]).Any(value =>
        {
            try
            {
                return KernelBuild.Read(file, ".config", config + setting + "=" + value + "\n", "asm-offsets.h", Offsets) != before;
            }
            catch (KernelFileException mistake)
            {
                return mistake.Reason.Contains(setting, StringComparison.Ordinal);
            }
        });
    }
}
