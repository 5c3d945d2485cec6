// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64.S (v5.0), lines 1309 to 1651: the non-maskable interrupt, which can nest. It has a stack of its own, and a breakpoint or fault in its handler ends in an
// IRET that unmasks the next NMI, which then starts at the top of the same stack. So the stack keeps, from its top down:
//
//   the frame the processor pushed     the next NMI overwrites it
//   rdx                                scratch, overwritten too
//   "NMI executing"                    not zero while one is handled
//   the "iret" frame                   what the final IRET takes; a nested NMI points it at repeat_nmi
//   the "outermost" frame              where the first NMI came from, copied to the "iret" frame before each round
//   struct pt_regs of the handler
public abstract partial class LinuxEntry
{
    /// <summary><c>nmi</c>: from user mode it moves to the task's stack, from kernel mode it finds out whether it is nested.</summary>
    protected void Nmi()
    {
        var fromKernel = label();
        ENTRY(nmi);
        gate(2, nmi, ist: Kernel.NMI_STACK);
        UNWIND_HINT_IRET_REGS();
        ASM_CLAC();
        push(rdx);
        test(@byte[rsp + (CS - RIP + 8)], 3);
        jz(fromKernel);
        NmiFromUser();

        bind(fromKernel);
        NmiDetectNesting();
        NestedNmi();
        FirstNmi();
        RepeatNmi();
        NmiExit();
        END(nmi);
    }

    /// <summary>Not the usual way in, interrupts must stay off; nothing more is pushed before the switch, or "NMI executing" would go.</summary>
    private void NmiFromUser()
    {
        swapgs();
        cld();
        SWITCH_TO_KERNEL_CR3(scratch_reg: rdx);
        mov(rdx, rsp);
        mov(rsp, PER_CPU_VAR(qword, cpu_current_top_of_stack));
        UNWIND_HINT_IRET_REGS(@base: rdx, offset: 8);
        for (var word = 5; word >= 1; word--)
            push(qword[rdx + word * 8]);
        UNWIND_HINT_IRET_REGS();
        push(-1);
        PUSH_AND_CLEAR_REGS(rdx: qword[rdx]);
        ENCODE_FRAME_POINTER();

        // On the task's stack, where nesting does no harm.
        CallDoNmi();
        jmp(swapgs_restore_regs_and_return_to_usermode);
    }

    private void NmiDetectNesting()
    {
        // While repeat_nmi copies frames the "iret" frame must be left alone, and another round comes anyway.
        var notRepeating = label();
        mov(rdx, repeat_nmi);
        cmp(rdx, qword[rsp + 8]);
        ja(notRepeating);
        mov(rdx, end_repeat_nmi);
        cmp(rdx, qword[rsp + 8]);
        ja(nested_nmi_out);
        bind(notRepeating);

        cmp(dword[rsp - 8], 1);
        je(nested_nmi);

        // Between clearing "NMI executing" and IRET only the stack tells, and user mode may have put rsp there before a SYSCALL: the direction flag,
        // which SYSCALL clears and the exit below sets, tells the two apart.
        lea(rdx, ptr[rsp + 6 * 8]);
        cmp(qword[rsp + 4 * 8], rdx);
        ja(first_nmi);
        sub(rdx, Kernel.EXCEPTION_STKSZ);
        cmp(qword[rsp + 4 * 8], rdx);
        jb(first_nmi);
        test(@byte[rsp + (3 * 8 + 1)], X86_EFLAGS_DF >> 8);
        jz(first_nmi);
    }

    /// <summary>Points the "iret" frame at repeat_nmi and returns: the NMI underneath does another round.</summary>
    private void NestedNmi()
    {
        bind(nested_nmi);
        sub(rsp, 8);
        lea(rdx, ptr[rsp - 10 * 8]);
        push(Kernel.KERNEL_DS);
        push(rdx);
        pushfq();
        push(Kernel.KERNEL_CS);
        push(repeat_nmi);
        add(rsp, 6 * 8);

        bind(nested_nmi_out);
        pop(rdx);
        iretq();
    }

    private void FirstNmi()
    {
        bind(first_nmi);
        mov(rdx, qword[rsp]);

        // "NMI executing", the "iret" frame, and the "outermost" frame.
        push(0);
        sub(rsp, 5 * 8);
        rept(5, _ => push(qword[rsp + 11 * 8]));
        UNWIND_HINT_IRET_REGS();

        if (Kernel.DebugEntry)
            UnmaskNmis();
    }

    /// <summary>An IRET to the next instruction lets NMIs nest all the time: a test, too slow for any other use.</summary>
    private void UnmaskNmis()
    {
        var next = label();
        push(0);
        push(rsp);
        add(qword[rsp], 8);
        pushfq();
        push(Kernel.KERNEL_CS);
        push(next);
        iretq();
        UNWIND_HINT_IRET_REGS();
        bind(next);
    }

    private void RepeatNmi()
    {
        // A nested NMI leaves this stretch alone, so the "iret" frame is never half written.
        bind(repeat_nmi);
        mov(qword[rsp + 10 * 8], 1);
        add(rsp, 10 * 8);
        rept(5, _ => push(qword[rsp - 6 * 8]));
        sub(rsp, 5 * 8);
        bind(end_repeat_nmi);

        push(-1);
        call(paranoid_entry);
        UNWIND_HINT_REGS();
        CallDoNmi();
    }

    private void NmiExit()
    {
        RESTORE_CR3(scratch_reg: r15, save_reg: r14);
        test(ebx, ebx);
        jnz(nmi_restore);
        bind(nmi_swapgs);
        SWAPGS_UNSAFE_STACK();
        bind(nmi_restore);
        POP_REGS();

        // Past the error code's slot and the "outermost" frame.
        add(rsp, 6 * 8);

        // The direction flag marks what follows as an NMI's exit.
        std();
        mov(qword[rsp + 5 * 8], 0);
        iretq();
    }

    private void CallDoNmi()
    {
        mov(rdi, rsp);
        mov(rsi, -1);
        call(do_nmi);
        callee(do_nmi, CalleeTraits.TakesRegisters | CalleeTraits.TakesErrorCode);
    }
}
