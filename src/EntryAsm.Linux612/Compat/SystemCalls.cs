// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// entry_64_compat.S: system calls of 32-bit code.
public abstract partial class LinuxEntry
{
    /// <summary>All of entry_64_compat for the configuration, in <c>.entry.text</c>.</summary>
    protected void WholeEntry64Compat()
    {
        section(".entry.text", "ax");
        EntrySysenterCompat();
        EntrySyscallCompat();
        Int80Emulation();
    }

    /// <summary>
    /// <c>entry_SYSENTER_compat</c>: SYSENTER, which keeps neither rip nor rsp nor rflags (Intel SDM vol. 2); C code knows what the vDSO left behind.
    /// </summary>
    protected void EntrySysenterCompat()
    {
        Label fix_flags = label(), flags_fixed = label();
        SYM_CODE_START(entry_SYSENTER_compat);
        UNWIND_HINT_ENTRY();
        ENDBR();
        swapgs();
        push(rax);
        SWITCH_TO_KERNEL_CR3(scratch_reg: rax);
        pop(rax);
        mov(rsp, pcpu_hot_top_of_stack);

        // A frame with rsp and rip to be filled in; the interrupt flag too.
        push(Kernel.USER_DS);
        push(0);
        pushfq();
        push(Kernel.USER32_CS);
        push(0);
        SYM_INNER_LABEL(entry_SYSENTER_compat_after_hwframe);

        // A number of 32 bits, whatever was above it.
        mov(eax, eax);
        push(rax);
        PUSH_AND_CLEAR_REGS(rax: -ENOSYS);
        UNWIND_HINT_REGS();
        cld();

        // SYSENTER leaves NT, AC and TF as they were. Calls wait until TF is off: single steps are passed over in this routine alone.
        test(dword[rsp + EFLAGS], X86_EFLAGS_NT | X86_EFLAGS_AC | X86_EFLAGS_TF);
        jnz(fix_flags);
        bind(flags_fixed);
        IBRS_ENTER();
        UNTRAIN_RET();
        CLEAR_BRANCH_HISTORY();
        mov(rdi, rsp);
        call(do_SYSENTER_32);
        jmp(sysret32_from_system_call);

        bind(fix_flags);
        push(X86_EFLAGS_FIXED);
        popfq();
        jmp(flags_fixed);
        SYM_INNER_LABEL(__end_entry_SYSENTER_compat);
        SYM_CODE_END(entry_SYSENTER_compat);
    }

    /// <summary><c>entry_SYSCALL_compat</c>: SYSCALL of 32-bit code: rcx is the return address, r11 the flags, ebp the second argument.</summary>
    protected void EntrySyscallCompat()
    {
        SYM_CODE_START(entry_SYSCALL_compat);
        UNWIND_HINT_ENTRY();
        ENDBR();
        swapgs();
        mov(r8d, esp);
        SWITCH_TO_KERNEL_CR3(scratch_reg: rsp);
        mov(rsp, pcpu_hot_top_of_stack);

        SYM_INNER_LABEL(entry_SYSCALL_compat_safe_stack);
        ANNOTATE_NOENDBR();
        push(Kernel.USER_DS);
        push(r8);
        push(r11);
        push(Kernel.USER32_CS);
        push(rcx);
        SYM_INNER_LABEL(entry_SYSCALL_compat_after_hwframe);
        mov(eax, eax);
        push(rax);
        PUSH_AND_CLEAR_REGS(rcx: rbp, rax: -ENOSYS);
        UNWIND_HINT_REGS();
        IBRS_ENTER();
        UNTRAIN_RET();
        CLEAR_BRANCH_HISTORY();
        mov(rdi, rsp);
        call(do_fast_syscall_32);
        Sysret32();
        SYM_CODE_END(entry_SYSCALL_compat);
    }

    /// <summary>The way back of both, by SYSRET where that will do.</summary>
    private void Sysret32()
    {
        bind(sysret32_from_system_call);
        SysretOrIret();
        STACKLEAK_ERASE();
        IBRS_EXIT();
        mov(rbx, qword[rsp + RBX]);
        mov(rbp, qword[rsp + RBP]);
        mov(r11, qword[rsp + EFLAGS]);
        mov(rcx, qword[rsp + RIP]);
        add(rsp, RAX);
        pop(rax);
        pop(rdx);
        pop(rdx);
        pop(rsi);
        pop(rdi);
        mov(rsp, qword[rsp + (RSP - ORIG_RAX)]);

        // Nothing is read from the task's stack any more: it is not mapped for user mode. r8 to r10 go, r12 to r15 are the caller's own.
        SYM_INNER_LABEL(entry_SYSRETL_compat_unsafe_stack);
        ANNOTATE_NOENDBR();
        SWITCH_TO_USER_CR3_NOSTACK(scratch_reg: r8, scratch_reg2: r9);
        xor(r8d, r8d);
        xor(r9d, r9d);
        xor(r10d, r10d);
        swapgs();
        CLEAR_CPU_BUFFERS();
        sysretl();
        SYM_INNER_LABEL(entry_SYSRETL_compat_end);
        ANNOTATE_NOENDBR();
        int3();
    }

    /// <summary><c>int80_emulation</c>: INT 80h is an exception to the processor and a system call to the branch history.</summary>
    protected void Int80Emulation()
    {
        SYM_CODE_START(int80_emulation);
        ANNOTATE_NOENDBR();
        UNWIND_HINT_FUNC();
        CLEAR_BRANCH_HISTORY();
        jmp(do_int80_emulation);
        SYM_CODE_END(int80_emulation);
    }
}
