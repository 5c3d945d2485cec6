// SPDX-License-Identifier: GPL-2.0-only
using EntryAsm.Linux;

namespace EntryAsm.Benchmarks;

/// <summary>The whole of entry_64 with everything switched on, a number of times over.</summary>
[EntryModule]
internal sealed class RepeatedEntry(int copies) : LinuxEntry
{
    /// <summary>The instructions of one copy, for figures per instruction.</summary>
    public static EntryObject Once { get; } = new RepeatedEntry(1).Build();

    protected override KernelConfig Config { get; } = MaximalConfig.Value;

    protected override void Assemble()
    {
        for (var copy = 0; copy < copies; copy++)
        {
            BeginCopy(copy == 0 ? "" : "_" + copy);
            WholeEntry64();
        }
    }
}
