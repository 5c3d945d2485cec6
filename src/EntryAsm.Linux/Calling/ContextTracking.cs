// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// calling.h: tells the kernel that user mode was left.
public abstract partial class LinuxEntry
{
    /// <summary>Calls <c>enter_from_user_mode</c>, behind a static branch where there are such.</summary>
    protected void CALL_enter_from_user_mode()
    {
        if (!Kernel.ContextTracking)
            return;

        var after = label();
        if (Kernel.JumpLabel)
            STATIC_JUMP_IF_FALSE(after, context_tracking_enabled, def: false);
        call(enter_from_user_mode);
        bind(after);
    }
}
