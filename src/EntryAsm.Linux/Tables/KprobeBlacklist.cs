// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux;

// asm/asm.h (v5.0): symbols that kernel probes keep away from.
public abstract partial class LinuxEntry
{
    /// <summary>Keeps kernel probes away from a symbol, from <see cref="KernelRelease.Linux501"/> on: a probe in its code would stop the kernel.</summary>
    /// <param name="entry">The symbol.</param>
    protected void _ASM_NOKPROBE(Symbol entry)
    {
        if (Kernel.Release == KernelRelease.Linux50)
            return;

        pushsection("_kprobe_blacklist", "aw");
        align(8);
        dq(entry);
        popsection();
    }
}
