// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64.S (v5.0), lines 484 to 567: what every interrupt does first.
public abstract partial class LinuxEntry
{
    /// <summary>
    /// <c>interrupt_entry</c>: called with the return address on top of the vector and the processor's frame, interrupts off. Returns on the interrupt
    /// stack, with <c>struct pt_regs</c> built on the task's stack and rdi pointing to it.
    /// </summary>
    protected void InterruptEntry()
    {
        Label fromKernel = label(), switched = label();
        ENTRY(interrupt_entry);
        UNWIND_HINT_FUNC();
        ASM_CLAC();
        cld();

        test(@byte[rsp + (CS - ORIG_RAX + 8)], 3);
        jz(fromKernel);
        SWAPGS();
        MoveFrameToTaskStack();

        bind(fromKernel);
        PUSH_AND_CLEAR_REGS(save_ret: true);
        ENCODE_FRAME_POINTER(8);
        test(@byte[rsp + (CS + 8)], 3);
        jz(switched);

        // From user mode: tell the lock debugger first, context tracking takes locks.
        TRACE_IRQS_OFF();
        CALL_enter_from_user_mode();

        bind(switched);
        ENTER_IRQ_STACK(old_rsp: rdi, save_ret: true);
        TRACE_IRQS_OFF();
        ret();
        END(interrupt_entry);
        _ASM_NOKPROBE(interrupt_entry);
    }

    /// <summary>From the trampoline stack: the frame, the vector and the return address go to the task's stack, rdi stays as it was.</summary>
    private void MoveFrameToTaskStack()
    {
        push(rdi);

        // The task's stack is mapped for the kernel only.
        SWITCH_TO_KERNEL_CR3(scratch_reg: rdi);
        mov(rdi, rsp);
        mov(rsp, PER_CPU_VAR(qword, cpu_current_top_of_stack));

        // Below the frame are rdi, the return address and the vector.
        UNWIND_HINT_IRET_REGS(@base: rdi, offset: 24);
        for (var word = 7; word >= 2; word--)
            push(qword[rdi + word * 8]);
        push(qword[rdi + 8]);
        UNWIND_HINT_FUNC();

        mov(rdi, qword[rdi]);
    }
}
