// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// ftrace_64.S: function tracing. Functions begin with a call of __fentry__, which the kernel makes a NOP, or points at a tracer.
public abstract partial class LinuxEntry
{
    /// <summary>All of ftrace_64 for the configuration.</summary>
    protected void WholeFtrace64()
    {
        section(".text", "ax");
        Stub(ftrace_stub);
        if (Kernel.FunctionGraphTracer)
            Stub(ftrace_stub_graph);

        if (Kernel.DynamicFtrace)
        {
            Fentry();
            FtraceCaller();
            FtraceRegsCaller();
            Stub(ftrace_stub_direct_tramp);
        }
        else
        {
            StaticFentry();
        }

        if (Kernel.FunctionGraphTracer)
            ReturnToHandler();
    }

    /// <summary>A tracer that does nothing.</summary>
    private void Stub(Symbol name)
    {
        SYM_TYPED_FUNC_START(name);
        CALL_DEPTH_ACCOUNT();
        RET();
        SYM_FUNC_END(name);
    }

    private void Fentry()
    {
        Stub(__fentry__);
        EXPORT_SYMBOL(__fentry__);
    }

    /// <summary>Without CONFIG_DYNAMIC_FTRACE every function asks here whether there is a tracer.</summary>
    private void StaticFentry()
    {
        SYM_FUNC_START(__fentry__);
        CALL_DEPTH_ACCOUNT();
        cmp(qword[ftrace_trace_function], ftrace_stub);
        jnz(trace);
        RET();

        bind(trace);
        save_mcount_regs();
        mov(r8, qword[ftrace_trace_function]);
        CALL_NOSPEC(r8);
        restore_mcount_regs();
        jmp(ftrace_stub);
        SYM_FUNC_END(__fentry__);
        EXPORT_SYMBOL(__fentry__);
        STACK_FRAME_NON_STANDARD_FP(__fentry__);
    }

    /// <summary><c>ftrace_caller</c>: calls a tracer with the registers a call changes. The kernel copies it up to <c>ftrace_caller_end</c>.</summary>
    private void FtraceCaller()
    {
        SYM_FUNC_START(ftrace_caller);
        save_mcount_regs();
        CALL_DEPTH_ACCOUNT();
        lea(rcx, ptr[rsp + (MCOUNT_REG_SIZE + 8)]);
        mov(qword[rsp + RSP], rcx);
        PatchPlace(ftrace_caller_op_ptr);
        mov(rdx, qword[rip + function_trace_op]);
        lea(rcx, ptr[rsp]);

        // A cs of zero: not all registers are there.
        mov(qword[rsp + CS], 0);
        CALL_DEPTH_ACCOUNT();
        PatchPlace(ftrace_call);
        call(ftrace_stub);

        // A tracer may send the function elsewhere.
        mov(rax, qword[rsp + RIP]);
        mov(qword[rsp + MCOUNT_REG_SIZE], rax);
        restore_mcount_regs();
        PatchPlace(ftrace_caller_end);
        RET();
        SYM_FUNC_END(ftrace_caller);
        STACK_FRAME_NON_STANDARD_FP(ftrace_caller);
    }

    /// <summary>A place the kernel finds by its name.</summary>
    private void PatchPlace(Symbol name)
    {
        SYM_INNER_LABEL(name);
        ANNOTATE_NOENDBR();
    }

    /// <summary><c>return_to_handler</c>: a traced function returns here instead of to its caller.</summary>
    private void ReturnToHandler()
    {
        SYM_CODE_START(return_to_handler);
        UNWIND_HINT_UNDEFINED();
        ANNOTATE_NOENDBR();
        mov(rdi, rsp);

        // The return took this routine's address off the stack; its place is the function's again.
        sub(rsp, 8);
        UNWIND_HINT_FUNC();
        sub(rsp, FRAME_SIZE);
        mov(qword[rsp + RAX], rax);
        mov(qword[rsp + RDX], rdx);
        mov(qword[rsp + RBP], rbp);
        mov(qword[rsp + RSP], rdi);
        mov(rdi, rsp);
        call(ftrace_return_to_handler);

        mov(rdi, rax);
        mov(rdx, qword[rsp + RDX]);
        mov(rax, qword[rsp + RAX]);
        add(rsp, FRAME_SIZE + 8);

        // Back to the caller through a call, which keeps the return stack buffer right; a return address is no target of indirect jumps.
        var do_rop = label();
        ANNOTATE_INTRA_FUNCTION_CALL();
        call(do_rop);
        int3();
        bind(do_rop);
        mov(qword[rsp], rdi);
        RetOfATrampoline();
        SYM_CODE_END(return_to_handler);
    }

    /// <summary>Return thunks, but where they count calls: this one had none.</summary>
    private void RetOfATrampoline() => ALTERNATIVE(RET, UnsafeRet, Kernel.X86_FEATURE_CALL_DEPTH);
}
