// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux612;

// calling.h: functions for inline assembly, which says nothing of the registers a C function changes.
public abstract partial class LinuxEntry
{
    /// <summary>A function that calls another and keeps all registers.</summary>
    /// <param name="name">Its symbol.</param>
    /// <param name="func">What it calls.</param>
    protected void THUNK(Symbol name, Symbol func)
    {
        SYM_FUNC_START(name);
        push(rbp);
        mov(rbp, rsp);
        CallClobbered(isSave: true);
        call(func);
        CallClobbered(isSave: false);
        pop(rbp);
        RET();
        SYM_FUNC_END(name);
        _ASM_NOKPROBE(name);
    }
}
