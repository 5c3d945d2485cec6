// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// entry_64.S: the ways back that exceptions, interrupts and system calls share.
public abstract partial class LinuxEntry
{
    /// <summary>
    /// <c>common_interrupt_return</c> to its end: back to user mode (<c>swapgs_restore_regs_and_return_to_usermode</c>) or to the kernel
    /// (<c>restore_regs_and_return_to_kernel</c>), both by the IRET at <c>native_irq_return_iret</c>.
    /// </summary>
    protected void CommonInterruptReturn()
    {
        Label native_iret = label(), swapgs_and_iret = label(), pti_restore_regs_and_return_to_usermode = label();
        SYM_CODE_START_LOCAL(common_interrupt_return);
        SYM_INNER_LABEL(swapgs_restore_regs_and_return_to_usermode);
        IBRS_EXIT();
        if (Kernel.XenPv)
            ALTERNATIVE(() => { }, () => jmp(xenpv_restore_regs_and_return_to_usermode), Kernel.X86_FEATURE_XENPV);
        if (Kernel.PageTableIsolation)
            ALTERNATIVE(() => { }, () => jmp(pti_restore_regs_and_return_to_usermode), Kernel.X86_FEATURE_PTI);

        STACKLEAK_ERASE();
        POP_REGS();
        add(rsp, 8);
        UNWIND_HINT_IRET_REGS();

        bind(swapgs_and_iret);
        swapgs();
        CLEAR_CPU_BUFFERS();

        // The frame must be one of user mode.
        test(@byte[rsp + 8], 3);
        jnz(native_iret);
        ud2();

        if (Kernel.PageTableIsolation)
            PtiReturnToUserMode(pti_restore_regs_and_return_to_usermode, swapgs_and_iret);
        RestoreRegsAndReturnToKernel(native_iret);
        NativeIret(native_iret);
        SYM_CODE_END(common_interrupt_return);
        _ASM_NOKPROBE(common_interrupt_return);
    }

    /// <summary>The task's stack is not mapped for user mode: frame and rdi go to the trampoline stack, the rest of the way runs there.</summary>
    private void PtiReturnToUserMode(Label start, Label swapgs_and_iret)
    {
        bind(start);
        POP_REGS(pop_rdi: false);
        mov(rdi, rsp);
        mov(rsp, cpu_tss_sp0);
        UNWIND_HINT_END_OF_STACK();
        for (var word = 6; word >= 2; word--)
            push(qword[rdi + word * 8]);
        push(qword[rdi]);
        STACKLEAK_ERASE_NOCLOBBER();
        push(rax);
        SWITCH_TO_USER_CR3(scratch_reg: rdi, scratch_reg2: rax);
        pop(rax);
        pop(rdi);
        jmp(swapgs_and_iret);
    }

    private void RestoreRegsAndReturnToKernel(Label native_iret)
    {
        SYM_INNER_LABEL(restore_regs_and_return_to_kernel);
        if (Kernel.DebugEntry)
        {
            var okay = label();
            test(@byte[rsp + CS], 3);
            jz(okay);
            ud2();
            bind(okay);
        }

        // IRET serialises: membarrier relies on that when an interrupt between processors returns.
        POP_REGS();
        add(rsp, 8);
        if (Kernel.XenPv)
        {
            // A jump of five bytes, which Xen's code points at its own IRET.
            SYM_INNER_LABEL(early_xen_iret_patch);
            ANNOTATE_NOENDBR();
            var after = label();
            db(0xe9);
            dd(native_iret - after);
            bind(after);
        }
    }

    private void NativeIret(Label native_iret)
    {
        bind(native_iret);
        UNWIND_HINT_IRET_REGS();

        // A stack segment of the local descriptor table may be a 16-bit one.
        if (Kernel.Espfix64)
        {
            test(@byte[rsp + (SS - RIP)], 4);
            jnz(native_irq_return_ldt);
        }

        SYM_INNER_LABEL(native_irq_return_iret);
        ANNOTATE_NOENDBR();
        iretq();
        if (Kernel.Espfix64)
            NativeIrqReturnLdt();
    }

    /// <summary>
    /// IRET to a 16-bit stack segment leaves the upper half of rsp as it was. So the frame is copied to a small stack whose pages are mapped read-only at
    /// 65536 places, one for each value of bits 16 to 31 of the user's rsp, and IRET runs from the place whose bits are those of the user.
    /// </summary>
    private void NativeIrqReturnLdt()
    {
        bind(native_irq_return_ldt);
        assume(Fact.GsBase(isKernels: false)); // Only a program of ring 3 has its stack in the local descriptor table.
        push(rdi);
        swapgs();
        SWITCH_TO_KERNEL_CR3(scratch_reg: rdi);
        mov(rdi, PER_CPU_VAR(qword, espfix_waddr));
        mov(qword[rdi], rax);

        // rip, cs and rflags, then ss and rsp; the last value of rax is the user's rsp.
        int[] words = [1, 2, 3, 5, 4];
        foreach (var word in words)
        {
            mov(rax, qword[rsp + word * 8]);
            mov(qword[rdi + word * 8], rax);
        }

        and(eax, 0xffff0000);
        or(rax, PER_CPU_VAR(qword, espfix_stack));
        SWITCH_TO_USER_CR3_STACK(scratch_reg: rdi);
        swapgs();
        pop(rdi);
        mov(rsp, rax);
        UNWIND_HINT_IRET_REGS(offset: 8);

        // Read-only from here on.
        pop(rax);
        CLEAR_CPU_BUFFERS();
        jmp(native_irq_return_iret);
    }

    /// <summary><c>error_return</c>: returns to where the exception came from.</summary>
    protected void ErrorReturn()
    {
        SYM_CODE_START_LOCAL(error_return);
        UNWIND_HINT_REGS();
        DEBUG_ENTRY_ASSERT_IRQS_OFF();
        test(@byte[rsp + CS], 3);
        jz(restore_regs_and_return_to_kernel);
        jmp(swapgs_restore_regs_and_return_to_usermode);
        SYM_CODE_END(error_return);
    }
}
