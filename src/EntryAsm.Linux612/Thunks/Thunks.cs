// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// thunk.S and irqflags.S: functions that inline assembly calls.
public abstract partial class LinuxEntry
{
    /// <summary>All of thunk.</summary>
    protected void WholeThunk()
    {
        THUNK(preempt_schedule_thunk, preempt_schedule);
        THUNK(preempt_schedule_notrace_thunk, preempt_schedule_notrace);
        EXPORT_SYMBOL(preempt_schedule_thunk);
        EXPORT_SYMBOL(preempt_schedule_notrace_thunk);
    }

    /// <summary>All of irqflags: <c>native_save_fl</c> reads the flags.</summary>
    protected void WholeIrqflags()
    {
        pushsection(".noinstr.text", "ax");
        SYM_FUNC_START(native_save_fl);
        pushfq();
        pop(rax);
        RET();
        SYM_FUNC_END(native_save_fl);
        popsection();
        EXPORT_SYMBOL(native_save_fl);
    }
}
