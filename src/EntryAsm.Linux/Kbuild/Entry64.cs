// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux;

/// <summary>All of entry_64 for any configuration: <c>new Entry64(config).Build()</c>.</summary>
[EntryModule]
public sealed class Entry64 : LinuxEntry
{
    /// <param name="config">The kernel to assemble for.</param>
    public Entry64(KernelConfig config) => Config = config;

    /// <inheritdoc/>
    protected override KernelConfig Config { get; }

    /// <inheritdoc/>
    protected override void Assemble() => WholeEntry64();
}
