// SPDX-License-Identifier: GPL-2.0-only
namespace EntryAsm.Linux612.Tests;

/// <summary>One of the kernel's files in a configuration.</summary>
internal sealed class Reference : ReferenceFile
{
    private readonly string file;

    /// <param name="name">Configuration, a dash and the file.</param>
    public Reference(string name)
        : base(name) => file = name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..];

    /// <summary>Every one there are figures for.</summary>
    public static TheoryData<string> Names => [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Reference"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    public KernelConfig Config => KernelBuild.Read(file, ".config", ConfigText, "asm-offsets.h", OffsetsText);

    public EntryObject Build() => new KernelFile(file, Config).Build();
}
