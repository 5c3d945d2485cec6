// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64.S (v5.0), lines 670 to 765: IRET, and the detour for 16-bit stacks.
public abstract partial class LinuxEntry
{
    /// <summary>
    /// <c>native_iret</c>: returns from an interrupt on bare hardware. The IRET itself has a name, because a fault on it, from a bad frame of user mode,
    /// is told by its address.
    /// </summary>
    protected void NativeIret()
    {
        ENTRY(native_iret);

        // A paravirtual kernel jumps here with the frame and the gs base of the return.
        if (Kernel.ParavirtXxl)
            entry(EntryKind.Interrupt, native_iret, HypervisorCallback);
        UNWIND_HINT_IRET_REGS();

        // A stack segment of the local descriptor table may be a 16-bit one.
        if (Kernel.Espfix64)
        {
            test(@byte[rsp + (SS - RIP)], 4);
            jnz(native_irq_return_ldt);
        }

        GLOBAL(native_irq_return_iret);
        iretq();

        if (Kernel.Espfix64)
            ReturnToLdtStack();
    }

    /// <summary>
    /// To a 16-bit stack IRET restores only the lower half of esp, and user mode would see the kernel's upper half. So IRET runs on a read-only alias
    /// of a small per-CPU stack, at an address whose bits 31 to 16 are those user mode has. Bottom up that stack holds rax, then the frame.
    /// </summary>
    private void ReturnToLdtStack()
    {
        bind(native_irq_return_ldt);
        push(rdi);
        SWAPGS();
        SWITCH_TO_KERNEL_CR3(scratch_reg: rdi);

        mov(rdi, PER_CPU_VAR(qword, espfix_waddr));
        mov(qword[rdi], rax);
        CopyFrameWord(1);
        CopyFrameWord(2);
        CopyFrameWord(3);
        CopyFrameWord(5);
        CopyFrameWord(4);

        // rax is now the user's rsp.
        and(eax, 0xffff0000);
        or(rax, PER_CPU_VAR(qword, espfix_stack));
        SWITCH_TO_USER_CR3_STACK(scratch_reg: rdi);
        SWAPGS();
        pop(rdi);

        mov(rsp, rax);
        UNWIND_HINT_IRET_REGS(offset: 8);

        // The stack can be read but not written any more.
        pop(rax);
        jmp(native_irq_return_iret);
    }

    private void CopyFrameWord(int word)
    {
        mov(rax, qword[rsp + word * 8]);
        mov(qword[rdi + word * 8], rax);
    }
}
