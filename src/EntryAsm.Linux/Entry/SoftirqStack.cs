// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64.S (v5.0), lines 1015 to 1024: deferred interrupt work.
public abstract partial class LinuxEntry
{
    /// <summary><c>do_softirq_own_stack</c>: runs deferred interrupt work on the interrupt stack; interrupts are off.</summary>
    protected void DoSoftirqOwnStack()
    {
        ENTRY(do_softirq_own_stack);
        push(rbp);
        mov(rbp, rsp);
        ENTER_IRQ_STACK(old_rsp: r11, regs: false);
        call(__do_softirq);
        LEAVE_IRQ_STACK(regs: false);
        leave();
        ret();
        ENDPROC(do_softirq_own_stack);
    }
}
