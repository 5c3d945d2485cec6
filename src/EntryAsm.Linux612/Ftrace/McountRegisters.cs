// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux612;

// ftrace_64.S: the registers around a tracer, in the places of struct pt_regs. With frame pointers two frames lead past them: one of the traced function
// and one of its caller, as the call of __fentry__ comes before the function makes its own.
public abstract partial class LinuxEntry
{
    /// <summary>Bytes of the call of <c>__fentry__</c> at a function's start (asm/ftrace.h). A kernel without function tracing does not define it.</summary>
    private Op MCOUNT_INSN_SIZE => Kernel.FunctionTracer ? 5 : Extern();

    private int MCOUNT_FRAME_SIZE => Kernel.FramePointer ? 8 + 16 * 2 : 0;

    private int MCOUNT_REG_SIZE => FRAME_SIZE + MCOUNT_FRAME_SIZE;

    /// <summary>Saves what C may change; then rdi is the traced function's address, rsi its return address, rdx the old rbp.</summary>
    /// <param name="added">Bytes pushed since the call.</param>
    private void save_mcount_regs(int added = 0)
    {
        if (Kernel.FramePointer)
            PushFrames(added);

        sub(rsp, FRAME_SIZE);
        mov(qword[rsp + RAX], rax);
        mov(qword[rsp + RCX], rcx);
        mov(qword[rsp + RDX], rdx);
        mov(qword[rsp + RSI], rsi);
        mov(qword[rsp + RDI], rdi);
        mov(qword[rsp + R8], r8);
        mov(qword[rsp + R9], r9);
        mov(qword[rsp + ORIG_RAX], 0);
        if (Kernel.FramePointer)
            mov(rdx, qword[rsp + (MCOUNT_REG_SIZE - 8)]);
        else
            mov(rdx, rbp);
        mov(qword[rsp + RBP], rdx);

        mov(rsi, qword[rsp + (MCOUNT_REG_SIZE + 8 + added)]);
        mov(rdi, qword[rsp + (MCOUNT_REG_SIZE + added)]);
        mov(qword[rsp + RIP], rdi);

        // The call's own address.
        sub(rdi, MCOUNT_INSN_SIZE);
    }

    private void PushFrames(int added)
    {
        push(rbp);
        push(qword[rsp + (added + 8 * 2)]);
        push(rbp);
        mov(rbp, rsp);
        push(qword[rsp + (added + 8 * 3)]);
        push(rbp);
        mov(rbp, rsp);
    }

    /// <param name="save">Bytes that stay on the stack.</param>
    private void restore_mcount_regs(int save = 0)
    {
        mov(rbp, qword[rsp + RBP]);
        mov(r9, qword[rsp + R9]);
        mov(r8, qword[rsp + R8]);
        mov(rdi, qword[rsp + RDI]);
        mov(rsi, qword[rsp + RSI]);
        mov(rdx, qword[rsp + RDX]);
        mov(rcx, qword[rsp + RCX]);
        mov(rax, qword[rsp + RAX]);
        add(rsp, MCOUNT_REG_SIZE - save);
    }
}
