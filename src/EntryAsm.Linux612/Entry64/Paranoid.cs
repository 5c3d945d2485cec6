// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// entry_64.S: for exceptions that may hit any state: gs base, page tables and speculation control are found out, kept and put back.
public abstract partial class LinuxEntry
{
    /// <summary>
    /// <c>paranoid_entry</c>: saves the registers. Leaves in rbx the gs base of before (with FSGSBASE), or in ebx 1 where the way back needs no SWAPGS; in r14
    /// the old CR3; in r15 the old speculation control.
    /// </summary>
    protected void ParanoidEntry()
    {
        Label checkgs = label(), kernel_gsbase = label(), gsbase_done = label();
        SYM_CODE_START(paranoid_entry);
        ANNOTATE_NOENDBR();
        UNWIND_HINT_FUNC();
        PUSH_AND_CLEAR_REGS(save_ret: true);
        ENCODE_FRAME_POINTER(8);

        // The saved cs does not tell: an entry or exit of the kernel may run with user mode's CR3. This comes first, as the base of gs lies in memory.
        SAVE_AND_SWITCH_TO_KERNEL_CR3(scratch_reg: rax, save_reg: r14);

        // With FSGSBASE user mode may have any base, so nothing is concluded from it. Writing one ends speculation on the old.
        ALTERNATIVE(() => jmp(checkgs), () => { }, Kernel.X86_FEATURE_FSGSBASE);
        SAVE_AND_SET_GSBASE(scratch_reg: rax, save_reg: rbx);
        jmp(gsbase_done);

        // Without, a negative base is the kernel's.
        bind(checkgs);
        mov(ebx, 1);
        mov(ecx, MSR_GS_BASE);
        rdmsr();
        test(edx, edx);
        js(kernel_gsbase);
        xor(ebx, ebx);
        swapgs();
        bind(kernel_gsbase);
        FENCE_SWAPGS_KERNEL_ENTRY();

        bind(gsbase_done);
        IBRS_ENTER(save_reg: r15);
        UNTRAIN_RET_FROM_CALL();
        HANDLE_INTR_SAFERET(8);
        RET();
        SYM_CODE_END(paranoid_entry);
    }

    /// <summary><c>paranoid_exit</c>: puts back what <see cref="ParanoidEntry"/> kept and returns, without preemption.</summary>
    protected void ParanoidExit()
    {
        var checkgs = label();
        SYM_CODE_START_LOCAL(paranoid_exit);
        UNWIND_HINT_REGS();
        IBRS_EXIT(save_reg: r15);
        PARANOID_RESTORE_CR3(scratch_reg: rax, save_reg: r14);
        ALTERNATIVE(() => jmp(checkgs), () => { }, Kernel.X86_FEATURE_FSGSBASE);
        wrgsbase(rbx);
        jmp(restore_regs_and_return_to_kernel);

        bind(checkgs);
        test(ebx, ebx);
        jnz(restore_regs_and_return_to_kernel);
        swapgs();
        jmp(restore_regs_and_return_to_kernel);
        SYM_CODE_END(paranoid_exit);
    }
}
