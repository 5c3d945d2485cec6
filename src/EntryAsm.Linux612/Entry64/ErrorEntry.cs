// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// entry_64.S: for all exceptions that are not paranoid.
public abstract partial class LinuxEntry
{
    /// <summary><c>error_entry</c>: saves the registers; from user mode it finds the task's stack. Returns in rax where the registers are to be.</summary>
    protected void ErrorEntry()
    {
        Label kernelspace = label(), bad_iret = label();
        SYM_CODE_START(error_entry);
        ANNOTATE_NOENDBR();
        UNWIND_HINT_FUNC();
        PUSH_AND_CLEAR_REGS(save_ret: true);
        ENCODE_FRAME_POINTER(8);
        test(@byte[rsp + (CS + 8)], 3);
        jz(kernelspace);

        ToKernelFromUserGs();
        lea(rdi, ptr[rsp + 8]);
        jmp(sync_regs);

        bind(kernelspace);
        FaultFromUserGs(bad_iret);

        // The IRET: make it look as if user mode faulted right after it.
        bind(bad_iret);
        ToKernelFromUserGs();
        lea(rdi, ptr[rsp + 8]);
        call(fixup_bad_iret);
        mov(rdi, rax);
        jmp(sync_regs);
        SYM_CODE_END(error_entry);
    }

    private void ToKernelFromUserGs()
    {
        swapgs();
        FENCE_SWAPGS_USER_ENTRY();
        SWITCH_TO_KERNEL_CR3(scratch_reg: rax);
        IBRS_ENTER();
        UNTRAIN_RET_FROM_CALL();
    }

    /// <summary>Two kernel instructions may fault with the gs base of user mode in force: the IRET to user mode and the gs reload.</summary>
    private void FaultFromUserGs(Label bad_iret)
    {
        Label bstep_iret = label(), done_lfence = label();
        lea(rcx, ptr[rip + native_irq_return_iret]);
        cmp(qword[rsp + (RIP + 8)], rcx);
        je(bad_iret);

        // An early K8 may report the lower half of the address.
        mov(eax, ecx);
        cmp(qword[rsp + (RIP + 8)], rax);
        je(bstep_iret);

        VALIDATE_UNRET_END();
        HANDLE_INTR_SAFERET(8);
        cmp(qword[rsp + (RIP + 8)], gs_change);
        jne(done_lfence);

        // The gs reload: the exception table leads to a fixup that expects the kernel's base.
        swapgs();

        bind(done_lfence);
        FENCE_SWAPGS_KERNEL_ENTRY();
        CALL_DEPTH_ACCOUNT();
        lea(rax, ptr[rsp + 8]);
        RET();

        bind(bstep_iret);
        mov(qword[rsp + (RIP + 8)], rcx);
    }

    /// <summary><c>xen_error_entry</c>: the same for a guest of Xen, which has its stack, gs base and page tables.</summary>
    protected void XenErrorEntry()
    {
        SYM_CODE_START(xen_error_entry);
        assume(Fact.GsBase(isKernels: true));
        assume(Fact.PageTables(areKernels: true));
        ANNOTATE_NOENDBR();
        UNWIND_HINT_FUNC();
        PUSH_AND_CLEAR_REGS(save_ret: true);
        ENCODE_FRAME_POINTER(8);
        UNTRAIN_RET_FROM_CALL();
        RET();
        SYM_CODE_END(xen_error_entry);
    }
}
