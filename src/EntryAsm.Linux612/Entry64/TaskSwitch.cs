// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// entry_64.S: from task to task.
public abstract partial class LinuxEntry
{
    /// <summary><c>__switch_to_asm</c>: rdi is the task to leave, rsi the one to go on with. The pushes are <c>struct inactive_task_frame</c>.</summary>
    protected void SwitchToAsm()
    {
        pushsection(".text", "ax");
        SYM_FUNC_START(__switch_to_asm);
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
            mov(PER_CPU_VAR(qword, fixed_percpu_data + Kernel.FIXED_stack_canary), rbx);
        }

        // The return stack buffer is of the other task: of another depth, and perhaps with addresses of user mode.
        FILL_RETURN_BUFFER(r12, RSB_CLEAR_LOOPS, Kernel.X86_FEATURE_RSB_CTXSW);
        pop(r15);
        pop(r14);
        pop(r13);
        pop(r12);
        pop(rbx);
        pop(rbp);
        jmp(__switch_to);
        SYM_FUNC_END(__switch_to_asm);
        popsection();
    }

    /// <summary><c>ret_from_fork_asm</c>: a new task's first code. rax is the task it follows, rbx a kernel thread's function or 0, r12 its argument.</summary>
    protected void RetFromForkAsm()
    {
        pushsection(".text", "ax");
        SYM_CODE_START(ret_from_fork_asm);
        UNWIND_HINT_END_OF_STACK();
        ANNOTATE_NOENDBR();
        CALL_DEPTH_ACCOUNT();
        mov(rdi, rax);
        mov(rsi, rsp);
        mov(rdx, rbx);
        mov(rcx, r12);
        call(ret_from_fork);

        UNWIND_HINT_REGS();
        if (Kernel.Fred)
            ALTERNATIVE(() => jmp(swapgs_restore_regs_and_return_to_usermode), () => jmp(asm_fred_exit_user), Kernel.X86_FEATURE_FRED);
        else
            jmp(swapgs_restore_regs_and_return_to_usermode);
        SYM_CODE_END(ret_from_fork_asm);
        popsection();
    }

    /// <summary><c>rewind_stack_and_make_dead</c>: ends the task whose stack is beyond use; rdi is the signal.</summary>
    protected void RewindStackAndMakeDead()
    {
        pushsection(".text", "ax");
        __FUNC_ALIGN();
        SYM_CODE_START_NOALIGN(rewind_stack_and_make_dead);
        UNWIND_HINT_FUNC();

        // A zero rbp ends every chain of frames.
        xor(ebp, ebp);
        mov(rax, pcpu_hot_top_of_stack);
        lea(rsp, ptr[rax - Kernel.PTREGS_SIZE]);
        UNWIND_HINT_REGS();
        callee(make_task_dead, CalleeTraits.DoesNotReturn);
        call(make_task_dead);
        SYM_CODE_END(rewind_stack_and_make_dead);
        popsection();
    }
}
