// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// ftrace_64.S: calls a tracer with all registers and the flags.
public abstract partial class LinuxEntry
{
    /// <summary>
    /// <c>ftrace_regs_caller</c>: the kernel copies it up to <c>ftrace_regs_caller_end</c>. A tracer that puts an address into orig_ax sends the function's call
    /// there.
    /// </summary>
    private void FtraceRegsCaller()
    {
        var direct = label();
        SYM_FUNC_START(ftrace_regs_caller);
        pushfq();
        save_mcount_regs(8);
        CALL_DEPTH_ACCOUNT();
        PatchPlace(ftrace_regs_caller_op_ptr);
        mov(rdx, qword[rip + function_trace_op]);
        SaveTheRest();
        ENCODE_FRAME_POINTER();
        lea(rcx, ptr[rsp]);
        CALL_DEPTH_ACCOUNT();
        PatchPlace(ftrace_regs_call);
        call(ftrace_stub);

        RestoreTheRest();
        mov(rax, qword[rsp + ORIG_RAX]);
        mov(qword[rsp + (MCOUNT_REG_SIZE - 8)], rax);
        test(rax, rax);
        PatchPlace(ftrace_regs_caller_jmp);
        jnz(direct);
        restore_mcount_regs();
        popfq();
        PatchPlace(ftrace_regs_caller_end);
        RET();

        bind(direct);
        DirectCall();
        SYM_FUNC_END(ftrace_regs_caller);
        STACK_FRAME_NON_STANDARD_FP(ftrace_regs_caller);
    }

    private void SaveTheRest()
    {
        mov(qword[rsp + R15], r15);
        mov(qword[rsp + R14], r14);
        mov(qword[rsp + R13], r13);
        mov(qword[rsp + R12], r12);
        mov(qword[rsp + R11], r11);
        mov(qword[rsp + R10], r10);
        mov(qword[rsp + RBX], rbx);
        mov(rcx, qword[rsp + MCOUNT_REG_SIZE]);
        mov(qword[rsp + EFLAGS], rcx);
        mov(rcx, Kernel.KERNEL_DS);
        mov(qword[rsp + SS], rcx);
        mov(rcx, Kernel.KERNEL_CS);
        mov(qword[rsp + CS], rcx);

        // Past the return address and the flags.
        lea(rcx, ptr[rsp + (MCOUNT_REG_SIZE + 8 * 2)]);
        mov(qword[rsp + RSP], rcx);
    }

    private void RestoreTheRest()
    {
        mov(rax, qword[rsp + EFLAGS]);
        mov(qword[rsp + MCOUNT_REG_SIZE], rax);
        mov(rax, qword[rsp + RIP]);
        mov(qword[rsp + (MCOUNT_REG_SIZE + 8)], rax);
        mov(r15, qword[rsp + R15]);
        mov(r14, qword[rsp + R14]);
        mov(r13, qword[rsp + R13]);
        mov(r12, qword[rsp + R12]);
        mov(r10, qword[rsp + R10]);
        mov(rbx, qword[rsp + RBX]);
    }

    /// <summary>The address goes above the flags, and a return takes it; a call before that return keeps the return stack buffer right.</summary>
    private void DirectCall()
    {
        mov(rdi, qword[rsp + MCOUNT_REG_SIZE]);
        mov(qword[rsp + (MCOUNT_REG_SIZE - 8)], rdi);
        mov(qword[rsp + MCOUNT_REG_SIZE], rax);
        restore_mcount_regs(8);
        popfq();
        UNWIND_HINT_FUNC();

        var do_rebalance = label();
        ANNOTATE_INTRA_FUNCTION_CALL();
        call(do_rebalance);
        int3();
        bind(do_rebalance);
        add(rsp, 8);
        RetOfATrampoline();
    }
}
