// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64.S (v5.0), lines 569 to 765: a device's interrupt, and the ways back that exceptions share.
public abstract partial class LinuxEntry
{
    /// <summary>
    /// <c>common_interrupt</c> to its END: handles the interrupt, then returns to user mode (<c>retint_user</c>,
    /// <c>swapgs_restore_regs_and_return_to_usermode</c>) or to the kernel (<c>retint_kernel</c>), both by <c>native_iret</c>.
    /// </summary>
    protected void CommonInterrupt()
    {
        p2align(Kernel.L1CacheShift);
        bind(common_interrupt);

        // The stubs pushed ~vector + 128; the handler needs ~vector, -256 to -1.
        add(qword[rsp], -0x80);
        call(interrupt_entry);
        UNWIND_HINT_REGS(indirect: true);
        call(do_IRQ);
        callee(do_IRQ, CalleeTraits.TakesRegisters);
        RetFromIntr();

        RetintUser();
        RetintKernel();
        NativeIret();
        END(common_interrupt);
        _ASM_NOKPROBE(common_interrupt);
    }

    /// <summary>rdi and everything else is free; on top of the interrupt stack is the old rsp.</summary>
    private void RetFromIntr()
    {
        bind(ret_from_intr);
        DISABLE_INTERRUPTS(CLBR_ANY);
        TRACE_IRQS_OFF();
        LEAVE_IRQ_STACK();
        test(@byte[rsp + CS], 3);
        jz(retint_kernel);
    }

    private void RetintUser()
    {
        GLOBAL(retint_user);
        mov(rdi, rsp);
        call(prepare_exit_to_usermode);
        callee(prepare_exit_to_usermode, CalleeTraits.TakesRegisters | CalleeTraits.LeavesInterruptsOff);
        TRACE_IRQS_IRETQ();

        GLOBAL(swapgs_restore_regs_and_return_to_usermode);
        AssertReturnsTo(user: true);
        POP_REGS(pop_rdi: false);

        // The task's stack is not mapped for user mode: frame and rdi go to the trampoline stack, the rest of the way runs there.
        mov(rdi, rsp);
        mov(rsp, PER_CPU_VAR(qword, cpu_tss_rw + Kernel.TSS_sp0));
        for (var word = 6; word >= 2; word--)
            push(qword[rdi + word * 8]);
        push(qword[rdi]);
        STACKLEAK_ERASE_NOCLOBBER();
        SWITCH_TO_USER_CR3_STACK(scratch_reg: rdi);

        pop(rdi);
        SWAPGS();
        INTERRUPT_RETURN();
    }

    private void RetintKernel()
    {
        bind(retint_kernel);
        PreemptIfDue();

        // IRET may turn interrupts on.
        TRACE_IRQS_IRETQ();

        GLOBAL(restore_regs_and_return_to_kernel);
        AssertReturnsTo(user: false);
        POP_REGS();
        add(rsp, 8);

        // IRET serialises: membarrier relies on that when an interrupt between processors returns.
        INTERRUPT_RETURN();
    }

    /// <summary>On a preemptible kernel another task may run now, unless the interrupted code had interrupts off.</summary>
    private void PreemptIfDue()
    {
        if (!Kernel.Preempt)
            return;

        Label again = label(), done = label();
        bt(dword[rsp + EFLAGS], X86_EFLAGS_IF_BIT);
        jnc(done);
        bind(again);
        cmp(PER_CPU_VAR(dword, __preempt_count), 0);
        jnz(done);
        call(preempt_schedule_irq);
        jmp(again);
        bind(done);
    }

    /// <summary>Stops the kernel if the saved registers belong to the other mode.</summary>
    private void AssertReturnsTo(bool user)
    {
        if (!Kernel.DebugEntry)
            return;

        var okay = label();
        test(@byte[rsp + CS], 3);
        if (user)
            jnz(okay);
        else
            jz(okay);
        ud2();
        bind(okay);
    }
}
