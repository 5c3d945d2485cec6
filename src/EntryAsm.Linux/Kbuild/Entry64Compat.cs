// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux;

/// <summary>All of entry_64_compat for any configuration: <c>new Entry64Compat(config).Build()</c>.</summary>
[EntryModule]
public sealed class Entry64Compat : LinuxEntry
{
    /// <param name="config">The kernel to assemble for.</param>
    public Entry64Compat(KernelConfig config) => Config = config;

    /// <inheritdoc/>
    protected override KernelConfig Config { get; }

    /// <inheritdoc/>
    protected override void Assemble() => WholeEntry64Compat();
}
