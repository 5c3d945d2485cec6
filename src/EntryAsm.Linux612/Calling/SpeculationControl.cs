// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// calling.h: restricted speculation while in the kernel (Spectre v2 and Retbleed, CVE-2022-29901), and fences around conditional SWAPGS (Spectre v1,
// CVE-2019-1125).
public abstract partial class LinuxEntry
{
    /// <summary>Restricts the speculation of indirect branches (AMD64 APM vol. 2, 3.2.9), before the first return. Spends rax, rcx and rdx.</summary>
    /// <param name="save_reg">A 64-bit register that keeps what the MSR held; none where it is known.</param>
    protected void IBRS_ENTER(Op? save_reg = null)
    {
        if (!Kernel.IbrsEntry)
            return;

        var end = label();
        ALTERNATIVE(() => jmp(end), () => { }, Kernel.X86_FEATURE_KERNEL_IBRS);
        mov(ecx, MSR_IA32_SPEC_CTRL);
        if (save_reg is { } saved)
        {
            var do_wrmsr = label();
            rdmsr();
            shl(rdx, 32);
            or(rax, rdx);
            mov(saved, rax);
            test(eax, SPEC_CTRL_IBRS);
            jz(do_wrmsr);
            lfence();
            jmp(end);
            bind(do_wrmsr);
        }

        mov(rdx, PER_CPU_VAR(qword, x86_spec_ctrl_current));
        WriteSpecCtrl();
        bind(end);
    }

    /// <summary>Lifts the restriction, after the last return. Spends rax, rcx and rdx.</summary>
    /// <param name="save_reg">The 64-bit register that <see cref="IBRS_ENTER"/> kept the MSR in; none on the way to user mode.</param>
    protected void IBRS_EXIT(Op? save_reg = null)
    {
        if (!Kernel.IbrsEntry)
            return;

        var end = label();
        ALTERNATIVE(() => jmp(end), () => { }, Kernel.X86_FEATURE_KERNEL_IBRS);
        mov(ecx, MSR_IA32_SPEC_CTRL);
        if (save_reg is { } saved)
        {
            mov(rdx, saved);
        }
        else
        {
            mov(rdx, PER_CPU_VAR(qword, x86_spec_ctrl_current));
            and(edx, ~SPEC_CTRL_IBRS);
        }

        WriteSpecCtrl();
        bind(end);
    }

    /// <summary>WRMSR takes the two halves of rdx in edx and eax.</summary>
    private void WriteSpecCtrl()
    {
        mov(eax, edx);
        shr(rdx, 32);
        wrmsr();
    }

    /// <summary>After SWAPGS on an entry from user mode: an entry from the kernel does not speculate past it.</summary>
    protected void FENCE_SWAPGS_USER_ENTRY() => ALTERNATIVE(() => { }, () => lfence(), Kernel.X86_FEATURE_FENCE_SWAPGS_USER);

    /// <summary>Where an entry from the kernel leaves out SWAPGS: an entry from user mode does not speculate that it may.</summary>
    protected void FENCE_SWAPGS_KERNEL_ENTRY() => ALTERNATIVE(() => { }, () => lfence(), Kernel.X86_FEATURE_FENCE_SWAPGS_KERNEL);
}
