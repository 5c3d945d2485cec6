// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64_compat.S (v5.0): system calls of 32-bit code.
public abstract partial class LinuxEntry
{
    /// <summary>All of entry_64_compat for the configuration, in <c>.entry.text</c>.</summary>
    protected void WholeEntry64Compat()
    {
        section(".entry.text", "ax");
        var syscall_32_done = label();
        EntrySysenterCompat(syscall_32_done);
        EntrySyscallCompat(syscall_32_done);
        EntryInt80Compat(syscall_32_done);
    }

    /// <summary>SYSENTER, which keeps neither rip nor rsp nor rflags (Intel SDM vol. 2): the vDSO left rsp in rbp, C code knows the rest.</summary>
    private void EntrySysenterCompat(Label syscall_32_done)
    {
        Label fix_flags = label(), flags_fixed = label();
        ENTRY(entry_SYSENTER_compat);
        entry(EntryKind.Sysenter, entry_SYSENTER_compat);
        callee(do_fast_syscall_32, CalleeTraits.LeavesInterruptsOff);
        SWAPGS();
        SWITCH_TO_KERNEL_CR3(scratch_reg: rsp);
        mov(rsp, PER_CPU_VAR(qword, cpu_current_top_of_stack));

        // A number of 32 bits, whatever was above it.
        mov(eax, eax);
        push(Kernel.USER_DS);
        push(rbp);
        pushfq();
        or(dword[rsp], X86_EFLAGS_IF);
        push(Kernel.USER32_CS);
        push(0);
        push(rax);
        push(rdi);
        push(rsi);
        push(rdx);
        push(rcx);
        push(-ENOSYS);
        PushZeroAndClear(r8d, r9d, r10d, r11d);
        PushAndClear(rbx, ebx);
        PushAndClear(rbp, ebp);
        PushZeroAndClear(r12d, r13d, r14d, r15d);
        cld();

        // SYSENTER leaves NT, AC and TF as they were.
        test(dword[rsp + EFLAGS], X86_EFLAGS_NT | X86_EFLAGS_AC | X86_EFLAGS_TF);
        jnz(fix_flags);
        bind(flags_fixed);
        TRACE_IRQS_OFF();
        mov(rdi, rsp);
        call(do_fast_syscall_32);
        SysretOrIret(syscall_32_done);
        jmp(sysret32_from_system_call);

        bind(fix_flags);
        push(X86_EFLAGS_FIXED);
        popfq();
        jmp(flags_fixed);
        GLOBAL(__end_entry_SYSENTER_compat);
        ENDPROC(entry_SYSENTER_compat);
    }

    /// <summary>SYSCALL of 32-bit code: rcx is the return address, r11 the flags; the vDSO left rcx in rbp.</summary>
    private void EntrySyscallCompat(Label syscall_32_done)
    {
        ENTRY(entry_SYSCALL_compat);
        entry(EntryKind.SyscallCompat, entry_SYSCALL_compat);
        swapgs();
        mov(r8d, esp);
        SWITCH_TO_KERNEL_CR3(scratch_reg: rsp);
        mov(rsp, PER_CPU_VAR(qword, cpu_current_top_of_stack));
        push(Kernel.USER_DS);
        push(r8);
        push(r11);
        push(Kernel.USER32_CS);
        push(rcx);
        GLOBAL(entry_SYSCALL_compat_after_hwframe);
        mov(eax, eax);
        push(rax);
        push(rdi);
        PushAndClear(rsi, esi);
        PushAndClear(rdx, edx);
        PushAndClear(rbp, ecx);
        push(-ENOSYS);
        PushZeroAndClear(r8d, r9d, r10d, r11d);
        PushAndClear(rbx, ebx);
        PushAndClear(rbp, ebp);
        PushZeroAndClear(r12d, r13d, r14d, r15d);
        TRACE_IRQS_OFF();
        mov(rdi, rsp);
        call(do_fast_syscall_32);
        SysretOrIret(syscall_32_done);
        Sysret32();
        END(entry_SYSCALL_compat);
    }

    /// <summary>C code tells whether SYSRET will do; a guest of Xen leaves by IRET always.</summary>
    private void SysretOrIret(Label syscall_32_done) =>
        ALTERNATIVE(() => { test(eax, eax); jz(syscall_32_done); }, () => jmp(syscall_32_done), Kernel.X86_FEATURE_XENPV);

    private void Sysret32()
    {
        bind(sysret32_from_system_call);
        STACKLEAK_ERASE();
        TRACE_IRQS_ON();
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

        // Nothing is read from the task's stack after this: it is not mapped for user mode.
        mov(rsp, qword[rsp + (RSP - ORIG_RAX)]);
        SWITCH_TO_USER_CR3_NOSTACK(scratch_reg: r8, scratch_reg2: r9);
        xor(r8d, r8d);
        xor(r9d, r9d);
        xor(r10d, r10d);
        swapgs();
        sysretl();
    }

    /// <summary>INT 80h, an interrupt to the processor: all registers are kept.</summary>
    private void EntryInt80Compat(Label syscall_32_done)
    {
        var keep_stack = label();
        ENTRY(entry_INT80_compat);
        gate(Kernel.IA32_SYSCALL_VECTOR, entry_INT80_compat, dpl: 3);
        callee(do_int80_syscall_32, CalleeTraits.LeavesInterruptsOff);
        ASM_CLAC();
        SWAPGS();
        mov(eax, eax);
        push(rax);
        push(rdi);
        SWITCH_TO_KERNEL_CR3(scratch_reg: rdi);

        // A guest of Xen is on the task's stack already.
        ALTERNATIVE(() => mov(rdi, rsp), () => jmp(keep_stack), Kernel.X86_FEATURE_XENPV);
        mov(rsp, PER_CPU_VAR(qword, cpu_current_top_of_stack));
        for (var word = 6; word >= 1; word--)
            push(qword[rdi + word * 8]);
        push(qword[rdi]);
        bind(keep_stack);

        PushAndClear(rsi, esi);
        PushAndClear(rdx, edx);
        PushAndClear(rcx, ecx);
        push(-ENOSYS);
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
        cld();
        TRACE_IRQS_OFF();
        mov(rdi, rsp);
        call(do_int80_syscall_32);
        bind(syscall_32_done);
        TRACE_IRQS_ON();
        jmp(swapgs_restore_regs_and_return_to_usermode);
        END(entry_INT80_compat);
    }

    private void PushZeroAndClear(Op first, Op second, Op third, Op fourth)
    {
        Op[] registers = [first, second, third, fourth];
        foreach (var register in registers)
        {
            push(0);
            xor(register, register);
        }
    }
}
