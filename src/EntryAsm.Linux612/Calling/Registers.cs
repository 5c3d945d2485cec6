// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux612;

// calling.h: the general registers, to the stack and back.
public abstract partial class LinuxEntry
{
    /// <summary>Pushes the general registers of <c>struct pt_regs</c>, rdi to r15, and clears them.</summary>
    /// <param name="rdx">What to push as rdx, if not rdx.</param>
    /// <param name="rcx">What to push as rcx, if not rcx.</param>
    /// <param name="rax">What to push as rax, if not rax.</param>
    /// <param name="save_ret">True in a called function: its return address stays on top of the stack.</param>
    /// <param name="clear_bp">False when rbp is still needed.</param>
    /// <param name="unwind_hint">False when objtool follows the stack by itself.</param>
    protected void PUSH_AND_CLEAR_REGS(Op? rdx = null, Op? rcx = null, Op? rax = null, bool save_ret = false, bool clear_bp = true, bool unwind_hint = true)
    {
        PUSH_REGS(rdx, rcx, rax, save_ret, unwind_hint);
        CLEAR_REGS(clear_bp);
    }

    /// <summary>Pushes the general registers of <c>struct pt_regs</c>, rdi to r15.</summary>
    /// <param name="rdx">What to push as rdx, if not rdx.</param>
    /// <param name="rcx">What to push as rcx, if not rcx.</param>
    /// <param name="rax">What to push as rax, if not rax.</param>
    /// <param name="save_ret">True in a called function: its return address stays on top of the stack.</param>
    /// <param name="unwind_hint">False when objtool follows the stack by itself.</param>
    protected void PUSH_REGS(Op? rdx = null, Op? rcx = null, Op? rax = null, bool save_ret = false, bool unwind_hint = true)
    {
        if (save_ret)
        {
            // The return address is where rdi belongs: it waits in rsi.
            push(rsi);
            mov(rsi, qword[rsp + 8]);
            mov(qword[rsp + 8], rdi);
            UNWIND_HINT_IRET_REGS(offset: 3 * 8);
        }
        else
        {
            push(rdi);
            push(rsi);
        }

        push(rdx ?? EntryAssembler.rdx);
        push(rcx ?? EntryAssembler.rcx);
        push(rax ?? EntryAssembler.rax);
        push(r8);
        push(r9);
        push(r10);
        push(r11);
        push(rbx);
        push(rbp);
        push(r12);
        push(r13);
        push(r14);
        push(r15);
        if (unwind_hint)
            UNWIND_HINT_REGS();
        if (save_ret)
            push(rsi);
    }

    /// <summary>Clears the general registers but rax and rdi, so that speculation finds nothing of user mode's in them.</summary>
    /// <param name="clear_bp">False when rbp is still needed.</param>
    protected void CLEAR_REGS(bool clear_bp = true)
    {
        xor(esi, esi);
        xor(edx, edx);
        xor(ecx, ecx);
        xor(r8d, r8d);
        xor(r9d, r9d);
        xor(r10d, r10d);
        xor(r11d, r11d);
        xor(ebx, ebx);
        if (clear_bp)
            xor(ebp, ebp);
        xor(r12d, r12d);
        xor(r13d, r13d);
        xor(r14d, r14d);
        xor(r15d, r15d);
    }

    /// <summary>Pops the general registers.</summary>
    /// <param name="pop_rdi">False when rdi stays on the stack.</param>
    protected void POP_REGS(bool pop_rdi = true)
    {
        pop(r15);
        pop(r14);
        pop(r13);
        pop(r12);
        pop(rbp);
        pop(rbx);
        pop(r11);
        pop(r10);
        pop(r9);
        pop(r8);
        pop(rax);
        pop(rcx);
        pop(rdx);
        pop(rsi);
        if (pop_rdi)
            pop(rdi);
    }

    /// <summary>The registers a C function may change, in the order of <c>struct pt_regs</c>, around a call of one.</summary>
    /// <param name="isSave">True to push them, false to pop them in turn.</param>
    private void CallClobbered(bool isSave)
    {
        Op[] registers = [rdi, rsi, rdx, rcx, rax, r8, r9, r10, r11];
        for (var i = 0; i < registers.Length; i++)
        {
            if (isSave)
                push(registers[i]);
            else
                pop(registers[registers.Length - 1 - i]);
        }
    }
}
