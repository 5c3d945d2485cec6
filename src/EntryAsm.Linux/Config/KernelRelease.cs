// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux;

/// <summary>A release of Linux whose entry code the port gives.</summary>
public enum KernelRelease
{
    /// <summary>The code as it stood between 4.20 and 5.0.</summary>
    Linux50,

    /// <summary>
    /// Linux 5.0.1: no kernel probes in the entry code (<c>_kprobe_blacklist</c>), stacks four times as large under <c>CONFIG_KASAN_EXTRA</c>, erased stacks
    /// (<c>CONFIG_GCC_PLUGIN_STACKLEAK</c>), and trimmed exports (<c>CONFIG_TRIM_UNUSED_KSYMS</c>).
    /// </summary>
    Linux501,
}
