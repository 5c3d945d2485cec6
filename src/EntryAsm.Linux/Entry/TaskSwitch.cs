// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64.S (v5.0), lines 276 to 358: from one task to the next, and a task's first steps.
public abstract partial class LinuxEntry
{
    /// <summary><c>__switch_to_asm</c>: rdi is the task to leave, rsi the one to go on with. The pushes are <c>struct inactive_task_frame</c>.</summary>
    protected void SwitchToAsm()
    {
        ENTRY(__switch_to_asm);
        entry(EntryKind.Function, __switch_to_asm);
        UNWIND_HINT_FUNC();
        push(rbp);
        push(rbx);
        push(r12);
        push(r13);
        push(r14);
        push(r15);

        mov(qword[rdi + Kernel.TASK_threadsp], rsp);
        mov(rsp, qword[rsi + Kernel.TASK_threadsp]);

        if (Kernel.StackProtector)
        {
            mov(rbx, qword[rsi + Kernel.TASK_stack_canary]);
            mov(PER_CPU_VAR(qword, irq_stack_union + Kernel.stack_canary_offset), rbx);
        }

        // The return stack buffer may run empty on the deeper stack of the new task, or hold what user mode put there.
        FILL_RETURN_BUFFER(r12, RSB_CLEAR_LOOPS, Kernel.X86_FEATURE_RSB_CTXSW);

        pop(r15);
        pop(r14);
        pop(r13);
        pop(r12);
        pop(rbx);
        pop(rbp);
        jmp(__switch_to);
        END(__switch_to_asm);
    }

    /// <summary><c>ret_from_fork</c>: where a new task starts. rax is the task before it; rbx a kernel thread's function, or zero; r12 its argument.</summary>
    protected void RetFromFork()
    {
        Label kernelThread = label(), toUser = label();
        ENTRY(ret_from_fork);
        entry(EntryKind.Start, ret_from_fork);
        UNWIND_HINT_EMPTY();
        mov(rdi, rax);
        call(schedule_tail);
        test(rbx, rbx);
        jnz(kernelThread);

        bind(toUser);
        UNWIND_HINT_REGS();
        mov(rdi, rsp);
        call(syscall_return_slowpath);
        TRACE_IRQS_ON();
        jmp(swapgs_restore_regs_and_return_to_usermode);

        bind(kernelThread);
        UNWIND_HINT_EMPTY();
        mov(rdi, r12);
        CALL_NOSPEC(rbx);

        // The function returns when it has become a user program: exec succeeded.
        mov(qword[rsp + RAX], 0);
        jmp(toUser);
        END(ret_from_fork);
    }
}
