// SPDX-License-Identifier: GPL-2.0-only
namespace EntryAsm.Linux.Tests;

/// <summary>entry_64 of Linux 5.0 in a configuration.</summary>
internal sealed class Reference : ReferenceFile
{
    private Reference(string name)
        : base(name)
    {
    }

    /// <summary>The three configurations there are figures for.</summary>
    public static TheoryData<string> Names => ["minimal", "defconfig", "max"];

    public KernelConfig Config => KernelBuild.Read(".config", ConfigText, "asm-offsets.h", OffsetsText);

    public static Reference Read(string name) => new(name);
}
