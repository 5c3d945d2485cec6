// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux;

// calling.h: the general registers, to the stack and back.
public abstract partial class LinuxEntry
{
    /// <summary>
    /// Pushes the general registers as <c>struct pt_regs</c> has them and clears them, so that speculation finds no value of the interrupted code in one.
    /// </summary>
    /// <param name="rdx">What to store as rdx; rdx itself unless given.</param>
    /// <param name="rax">What to store as rax, such as <c>-ENOSYS</c>; rax itself unless given.</param>
    /// <param name="save_ret">True in a helper: a return address is on top of the stack, and is so afterwards too.</param>
    protected void PUSH_AND_CLEAR_REGS(Op? rdx = null, Op? rax = null, bool save_ret = false)
    {
        if (save_ret)
        {
            // The return address is where rdi belongs: it waits in rsi.
            push(rsi);
            mov(rsi, qword[rsp + 8]);
            mov(qword[rsp + 8], rdi);
        }
        else
        {
            push(rdi);
            push(rsi);
        }

        // Each register is cleared soon after its push; the two kinds of instruction take turns, which the processor runs best.
        push(rdx ?? EntryAssembler.rdx);
        xor(edx, edx);
        push(rcx);
        xor(ecx, ecx);
        push(rax ?? EntryAssembler.rax);
        PushAndClear(r8, r8d);
        PushAndClear(r9, r9d);
        PushAndClear(r10, r10d);
        PushAndClear(r11, r11d);
        PushAndClear(rbx, ebx);
        PushAndClear(rbp, ebp);
        PushAndClear(r12, r12d);
        PushAndClear(r13, r13d);
        PushAndClear(r14, r14d);
        PushAndClear(r15, r15d);
        UNWIND_HINT_REGS();

        if (save_ret)
            push(rsi);
    }

    /// <summary>Pops what <see cref="PUSH_AND_CLEAR_REGS"/> pushed.</summary>
    /// <param name="pop_rdi">False leaves rdi on the stack: it is still needed as a scratch register.</param>
    /// <param name="skip_r11rcx">True leaves r11 and rcx alone: they already hold what SYSRET needs. Their slots go to rsi, which is popped after them.</param>
    protected void POP_REGS(bool pop_rdi = true, bool skip_r11rcx = false)
    {
        pop(r15);
        pop(r14);
        pop(r13);
        pop(r12);
        pop(rbp);
        pop(rbx);
        pop(skip_r11rcx ? rsi : r11);
        pop(r10);
        pop(r9);
        pop(r8);
        pop(rax);
        pop(skip_r11rcx ? rsi : rcx);
        pop(rdx);
        pop(rsi);
        if (pop_rdi)
            pop(rdi);
    }

    /// <summary>Makes rbp an encoded pointer to <c>struct pt_regs</c>: odd, so that an unwinder tells it from a frame. Only after the registers are pushed.</summary>
    /// <param name="ptregs_offset">Distance in bytes from rsp to the structure.</param>
    protected void ENCODE_FRAME_POINTER(int ptregs_offset = 0)
    {
        if (Kernel.FramePointer)
            lea(rbp, ptr[rsp + (1 + ptregs_offset)]);
    }

    private void PushAndClear(Op register, Op low)
    {
        push(register);
        xor(low, low);
    }
}
