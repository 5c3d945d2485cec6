// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// entry_64.S: the SYSCALL instruction of 64-bit code.
public abstract partial class LinuxEntry
{
    /// <summary>
    /// <c>entry_SYSCALL_64</c>: saves the registers as <c>struct pt_regs</c>, calls <c>do_syscall_64</c>, and returns by SYSRET where the registers are as it
    /// leaves them. rcx is the return address and r11 the flags (Intel SDM vol. 2, SYSCALL).
    /// </summary>
    protected void EntrySyscall64()
    {
        SYM_CODE_START(entry_SYSCALL_64);
        UNWIND_HINT_ENTRY();
        ENDBR();
        swapgs();
        mov(cpu_tss_sp2, rsp);
        SWITCH_TO_KERNEL_CR3(scratch_reg: rsp);
        mov(rsp, pcpu_hot_top_of_stack);

        SYM_INNER_LABEL(entry_SYSCALL_64_safe_stack);
        ANNOTATE_NOENDBR();
        push(Kernel.USER_DS);
        push(cpu_tss_sp2);
        push(r11);
        push(Kernel.USER_CS);
        push(rcx);
        SYM_INNER_LABEL(entry_SYSCALL_64_after_hwframe);
        push(rax);
        PUSH_AND_CLEAR_REGS(rax: -ENOSYS);

        // The number of a system call is an int.
        mov(rdi, rsp);
        movsxd(rsi, eax);
        IBRS_ENTER();
        UNTRAIN_RET();
        CLEAR_BRANCH_HISTORY();
        call(do_syscall_64);

        // It tells whether SYSRET will do; a guest of Xen leaves by IRET always.
        SysretOrIret();
        SyscallReturnViaSysret();
        SYM_CODE_END(entry_SYSCALL_64);
    }

    private void SysretOrIret() => ALTERNATIVE(
        () => { test(al, al); jz(swapgs_restore_regs_and_return_to_usermode); },
        () => jmp(swapgs_restore_regs_and_return_to_usermode), Kernel.X86_FEATURE_XENPV);

    private void SyscallReturnViaSysret()
    {
        bind(syscall_return_via_sysret);
        IBRS_EXIT();
        POP_REGS(pop_rdi: false);

        // The task's stack is not mapped for user mode: rsp and rdi go to the trampoline stack.
        mov(rdi, rsp);
        mov(rsp, cpu_tss_sp0);
        UNWIND_HINT_END_OF_STACK();
        push(qword[rdi + (RSP - RDI)]);
        push(qword[rdi]);
        STACKLEAK_ERASE_NOCLOBBER();
        SWITCH_TO_USER_CR3_STACK(scratch_reg: rdi);
        pop(rdi);
        pop(rsp);

        SYM_INNER_LABEL(entry_SYSRETQ_unsafe_stack);
        ANNOTATE_NOENDBR();
        swapgs();
        CLEAR_CPU_BUFFERS();
        sysretq();
        SYM_INNER_LABEL(entry_SYSRETQ_end);
        ANNOTATE_NOENDBR();
        int3();
    }

    /// <summary><c>entry_SYSCALL32_ignore</c>: SYSCALL of 32-bit code on a kernel that has none; the processor cannot be told to refuse it.</summary>
    protected void EntrySyscall32Ignore()
    {
        SYM_CODE_START(entry_SYSCALL32_ignore);
        UNWIND_HINT_END_OF_STACK();
        ENDBR();
        mov(eax, -ENOSYS);
        CLEAR_CPU_BUFFERS();
        sysretl();
        SYM_CODE_END(entry_SYSCALL32_ignore);
    }
}
