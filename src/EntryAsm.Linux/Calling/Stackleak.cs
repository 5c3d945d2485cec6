// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// calling.h (v5.0): erases what a system call left on the kernel's stack, under CONFIG_GCC_PLUGIN_STACKLEAK.
public abstract partial class LinuxEntry
{
    /// <summary>Erases it where no register matters.</summary>
    protected void STACKLEAK_ERASE()
    {
        if (Kernel.Stackleak)
            call(stackleak_erase);
    }

    /// <summary>Erases it where all registers do.</summary>
    protected void STACKLEAK_ERASE_NOCLOBBER()
    {
        if (!Kernel.Stackleak)
            return;

        PUSH_AND_CLEAR_REGS();
        call(stackleak_erase);
        POP_REGS();
    }
}
