// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System.Runtime.CompilerServices;
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64.S (v5.0), lines 48 to 274: the system call of 64-bit code, and the fast way back.
public abstract partial class LinuxEntry
{
    /// <summary><c>native_usergs_sysret64</c>: the way back to user mode that a paravirtual kernel patches in.</summary>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The kernel is not paravirtual: <see cref="KernelConfig.Paravirt"/> is not set.</exception>
    protected void NativeUsergsSysret64([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Require(Kernel.Paravirt, nameof(NativeUsergsSysret64), nameof(KernelConfig.Paravirt), Kconfig.Paravirt, file, line);
        ENTRY(native_usergs_sysret64);

        // Whoever jumps here has loaded the user's page tables.
        assume(Fact.PageTables(areKernels: false));
        UNWIND_HINT_EMPTY();
        swapgs();
        sysretq();
        END(native_usergs_sysret64);
    }

    /// <summary>
    /// <c>entry_SYSCALL_64</c>: where SYSCALL of 64-bit code arrives. rax holds the number, rdi, rsi, rdx, r10, r8, r9 the arguments, rcx the return
    /// address, r11 the flags; the stack is still that of user mode and interrupts are off.
    /// </summary>
    protected void EntrySyscall64()
    {
        ENTRY(entry_SYSCALL_64);
        entry(EntryKind.Syscall, entry_SYSCALL_64);
        UNWIND_HINT_EMPTY();

        // Too short a stretch with interrupts off to be worth a report.
        swapgs();
        mov(PER_CPU_VAR(qword, cpu_tss_rw + Kernel.TSS_sp2), rsp);
        SWITCH_TO_KERNEL_CR3(scratch_reg: rsp);
        mov(rsp, PER_CPU_VAR(qword, cpu_current_top_of_stack));

        // struct pt_regs: ss, rsp, rflags, cs, rip, then the call's number.
        push(Kernel.USER_DS);
        push(PER_CPU_VAR(qword, cpu_tss_rw + Kernel.TSS_sp2));
        push(r11);
        push(Kernel.USER_CS);
        push(rcx);
        GLOBAL(entry_SYSCALL_64_after_hwframe);
        push(rax);
        PUSH_AND_CLEAR_REGS(rax: -ENOSYS);
        TRACE_IRQS_OFF();

        mov(rdi, rax);
        mov(rsi, rsp);
        call(do_syscall_64);
        callee(do_syscall_64, CalleeTraits.LeavesInterruptsOff | CalleeTraits.TakesNumberAndRegisters);
        TRACE_IRQS_IRETQ();

        LeaveBySysretIfPossible();
        SyscallReturnViaSysret();
        END(entry_SYSCALL_64);
    }

    /// <summary>SYSRET is faster than IRET but restores less: any doubt leads to IRET.</summary>
    private void LeaveBySysretIfPossible()
    {
        // SYSRET takes the return address from rcx.
        mov(rcx, qword[rsp + RCX]);
        mov(r11, qword[rsp + RIP]);
        cmp(r11, rcx);
        jne(swapgs_restore_regs_and_return_to_usermode);

        // With an address that is not canonical Intel's SYSRET faults in kernel mode, on the stack of user mode.
        MakeCanonical(rcx);
        cmp(r11, rcx);
        jne(swapgs_restore_regs_and_return_to_usermode);

        cmp(qword[rsp + CS], Kernel.USER_CS);
        jne(swapgs_restore_regs_and_return_to_usermode);

        // SYSRET takes the flags from r11.
        mov(r11, qword[rsp + R11]);
        cmp(qword[rsp + EFLAGS], r11);
        jne(swapgs_restore_regs_and_return_to_usermode);

        // SYSRET cannot set RF, and with TF it traps before the first user instruction, where a debugger would never get past.
        test(r11, X86_EFLAGS_RF | X86_EFLAGS_TF);
        jnz(swapgs_restore_regs_and_return_to_usermode);

        cmp(qword[rsp + SS], Kernel.USER_DS);
        jne(swapgs_restore_regs_and_return_to_usermode);
    }

    /// <summary>Copies the highest user address bit into all above it: 47 bits and a sign, or 56 with five-level paging.</summary>
    private void MakeCanonical(Op reg)
    {
        if (Kernel.FiveLevelPaging)
            ALTERNATIVE(() => SignExtendFrom(reg, 48), () => SignExtendFrom(reg, 57), Kernel.X86_FEATURE_LA57);
        else
            SignExtendFrom(reg, Kernel.VIRTUAL_MASK_SHIFT + 1);
    }

    private void SignExtendFrom(Op reg, int bits)
    {
        shl(reg, 64 - bits);
        sar(reg, 64 - bits);
    }

    private void SyscallReturnViaSysret()
    {
        bind(syscall_return_via_sysret);
        UNWIND_HINT_EMPTY();
        POP_REGS(pop_rdi: false, skip_r11rcx: true);

        // The task's stack is not mapped for user mode: the last steps run on the trampoline stack.
        mov(rdi, rsp);
        mov(rsp, PER_CPU_VAR(qword, cpu_tss_rw + Kernel.TSS_sp0));
        push(qword[rdi + (RSP - RDI)]);
        push(qword[rdi]);
        STACKLEAK_ERASE_NOCLOBBER();
        SWITCH_TO_USER_CR3_STACK(scratch_reg: rdi);

        pop(rdi);
        pop(rsp);
        USERGS_SYSRET64();
    }
}
