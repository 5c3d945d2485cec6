// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64.S (v5.0), lines 1146 to 1209: for exceptions that may strike anywhere, even before the entry code has put gs and CR3 right.
public abstract partial class LinuxEntry
{
    /// <summary>
    /// <c>paranoid_entry</c>: saves the registers and finds out from the gs base itself whether it is the kernel's. Returns ebx = 1 when it was, 0 when
    /// SWAPGS is due on the way back, and CR3 as it was in r14.
    /// </summary>
    protected void ParanoidEntry()
    {
        var inKernel = label();
        ENTRY(paranoid_entry);
        UNWIND_HINT_FUNC();
        cld();
        PUSH_AND_CLEAR_REGS(save_ret: true);
        ENCODE_FRAME_POINTER(8);
        mov(ebx, 1);
        mov(ecx, MSR_GS_BASE);
        rdmsr();

        // The kernel's half of the addresses is negative.
        test(edx, edx);
        js(inKernel);
        SWAPGS();
        xor(ebx, ebx);

        // The code segment says nothing about CR3: the interrupted entry or exit may have changed one and not yet the other.
        bind(inKernel);
        SAVE_AND_SWITCH_TO_KERNEL_CR3(scratch_reg: rax, save_reg: r14);
        ret();
        END(paranoid_entry);
    }

    /// <summary>
    /// <c>paranoid_exit</c>: returns to kernel code, by what <c>paranoid_entry</c> found. That code may be anything, so nothing is preempted. ebx is 0
    /// where SWAPGS is due.
    /// </summary>
    protected void ParanoidExit()
    {
        Label no_swapgs = label(), restore = label();
        ENTRY(paranoid_exit);
        UNWIND_HINT_REGS();
        DISABLE_INTERRUPTS(CLBR_ANY);
        TRACE_IRQS_OFF_DEBUG();
        test(ebx, ebx);
        jnz(no_swapgs);
        TRACE_IRQS_IRETQ();
        RESTORE_CR3(scratch_reg: rbx, save_reg: r14);
        SWAPGS_UNSAFE_STACK();
        jmp(restore);

        bind(no_swapgs);
        TRACE_IRQS_IRETQ_DEBUG();
        RESTORE_CR3(scratch_reg: rbx, save_reg: r14);
        bind(restore);
        jmp(restore_regs_and_return_to_kernel);
        END(paranoid_exit);
    }
}
