// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System;
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// nospec-branch.h: AMD's predictors of returns, which user mode can train for the kernel (Retbleed, CVE-2022-29900; Inception, CVE-2023-20569).
public abstract partial class LinuxEntry
{
    /// <summary>Untrains the return predictor: on the kernel's page tables, with a stack, before any return. May spend rax, rcx and rdx.</summary>
    protected void UNTRAIN_RET() => __UNTRAIN_RET(Kernel.X86_FEATURE_ENTRY_IBPB, RESET_CALL_DEPTH);

    /// <summary>The same after a guest ran.</summary>
    protected void UNTRAIN_RET_VM() => __UNTRAIN_RET(Kernel.X86_FEATURE_IBPB_ON_VMEXIT, RESET_CALL_DEPTH);

    /// <summary>The same in a function that was called.</summary>
    protected void UNTRAIN_RET_FROM_CALL() => __UNTRAIN_RET(Kernel.X86_FEATURE_ENTRY_IBPB, RESET_CALL_DEPTH_FROM_CALL);

    private void __UNTRAIN_RET(int ibpb_feature, Action call_depth_insns)
    {
        if (!Kernel.Rethunk && !Kernel.IbpbEntry)
            return;

        VALIDATE_UNRET_END();
        CALL_UNTRAIN_RET();
        ALTERNATIVE_2(() => { }, () => call(entry_ibpb), ibpb_feature, call_depth_insns, Kernel.X86_FEATURE_CALL_DEPTH);
    }

    /// <summary>The call itself must be there: what it calls has to be the target of a call.</summary>
    private void CALL_UNTRAIN_RET()
    {
        if (Kernel.UnretEntry || Kernel.Srso)
            ALTERNATIVE_2(() => { }, () => call(entry_untrain_ret), Kernel.X86_FEATURE_UNRET, () => call(srso_alias_untrain_ret), Kernel.X86_FEATURE_SRSO_ALIAS);
    }

    /// <summary>
    /// Puts right an interrupt inside the safe return, whose call has been made and whose return has not: a handler would leave the predictor in a state
    /// the return is not safe in. Spends rdi.
    /// </summary>
    /// <param name="pt_regs">Distance in bytes from rsp to the <c>struct pt_regs</c> of the interrupted code.</param>
    protected void HANDLE_INTR_SAFERET(int pt_regs)
    {
        if (Kernel.Srso)
            ALTERNATIVE_2(() => { },
                () => __HANDLE_INTR_SAFERET(srso_safe_ret, pt_regs), Kernel.X86_FEATURE_SRSO,
                () => __HANDLE_INTR_SAFERET(srso_alias_safe_ret, pt_regs), Kernel.X86_FEATURE_SRSO_ALIAS);
    }

    private void __HANDLE_INTR_SAFERET(Symbol name, int pt_regs)
    {
        // The sequence is CALL, LEA of five bytes, RET: both places after the call.
        var outside = label();
        cmp(qword[rsp + (pt_regs + RIP)], name);
        jb(outside);
        cmp(qword[rsp + (pt_regs + RIP)], name + 5);
        ja(outside);

        // A branch mispredicted to here must not get to the safe return.
        lfence();
        lea(rdi, ptr[rsp + pt_regs]);
        call(handle_interrupted_saferet);
        bind(outside);
    }
}
