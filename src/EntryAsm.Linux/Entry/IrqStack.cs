// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64.S (v5.0), lines 388 to 482: onto the interrupt stack and off it again.
public abstract partial class LinuxEntry
{
    /// <summary>
    /// Goes to this processor's interrupt stack unless already there, with the old rsp pushed on it. Safe in an NMI. Needs the kernel's gs base, spends
    /// the flags. <c>irq_count</c> is -1 while the stack is free.
    /// </summary>
    /// <param name="old_rsp">The 64-bit register that takes the old rsp.</param>
    /// <param name="regs">True when the stack holds a <c>struct pt_regs</c>.</param>
    /// <param name="save_ret">True in a helper: the return address on top goes along.</param>
    protected void ENTER_IRQ_STACK(Op old_rsp, bool regs = true, bool save_ret = false)
    {
        var push_old_rsp = label();
        DEBUG_ENTRY_ASSERT_IRQS_OFF();

        if (save_ret)
            lea(old_rsp, ptr[rsp + 8]);
        else
            mov(old_rsp, rsp);
        if (regs)
            UNWIND_HINT_REGS(@base: old_rsp);

        inc(PER_CPU_VAR(dword, irq_count));
        jnz(push_old_rsp);

        // The stack is ours but we are not on it yet. An unwinder expects the way back in its topmost word, so that is written first.
        mov(PER_CPU_VAR(qword, irq_stack_union + (Kernel.IRQ_STACK_SIZE - 8)), old_rsp);
        mov(rsp, PER_CPU_VAR(qword, irq_stack_ptr));
        AssertTopWordIs(old_rsp);

        bind(push_old_rsp);
        push(old_rsp);
        if (regs)
            UNWIND_HINT_REGS(indirect: true);
        if (save_ret)
            push(qword[old_rsp - 8]);
    }

    /// <summary>Undoes <see cref="ENTER_IRQ_STACK"/>.</summary>
    /// <param name="regs">True when the stack holds a <c>struct pt_regs</c> afterwards.</param>
    protected void LEAVE_IRQ_STACK(bool regs = true)
    {
        DEBUG_ENTRY_ASSERT_IRQS_OFF();

        // Off the stack first: once the count says so, it may be taken.
        pop(rsp);
        if (regs)
            UNWIND_HINT_REGS();
        dec(PER_CPU_VAR(dword, irq_count));
    }

    /// <summary>Stops the kernel if the word written before the switch is not the one below the top: the stack's layout has changed.</summary>
    private void AssertTopWordIs(Op old_rsp)
    {
        if (!Kernel.DebugEntry)
            return;

        var okay = label();
        cmp(old_rsp, qword[rsp - 8]);
        je(okay);
        ud2();
        bind(okay);
    }
}
