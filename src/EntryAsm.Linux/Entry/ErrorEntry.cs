// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64.S (v5.0), lines 1211 to 1307: for all other exceptions.
public abstract partial class LinuxEntry
{
    /// <summary><c>error_entry</c>: saves the registers; from user mode it goes to the task's stack, with the kernel's gs base and page tables.</summary>
    protected void ErrorEntry()
    {
        Label kernelspace = label(), usermode = label(), done = label();
        ENTRY(error_entry);
        UNWIND_HINT_FUNC();
        cld();
        PUSH_AND_CLEAR_REGS(save_ret: true);
        ENCODE_FRAME_POINTER(8);
        test(@byte[rsp + (CS + 8)], 3);
        jz(kernelspace);
        SWAPGS();
        SWITCH_TO_KERNEL_CR3(scratch_reg: rax);

        bind(usermode);
        pop(r12);
        mov(rdi, rsp);
        call(sync_regs);
        callee(sync_regs, CalleeTraits.TakesRegisters | CalleeTraits.ReturnsFrame | CalleeTraits.KeepsInterrupts);
        mov(rsp, rax);
        ENCODE_FRAME_POINTER();
        push(r12);

        // Tell the lock debugger first, context tracking takes locks.
        TRACE_IRQS_OFF();
        CALL_enter_from_user_mode();
        ret();

        bind(done);
        TRACE_IRQS_OFF();
        ret();

        bind(kernelspace);
        FaultFromUserGs(usermode, done);
        END(error_entry);
    }

    /// <summary>Two kernel instructions may fault with the gs base of user mode in force: the IRET to user mode and the gs reload.</summary>
    private void FaultFromUserGs(Label usermode, Label done)
    {
        Label bstep_iret = label(), bad_iret = label();
        lea(rcx, ptr[rip + native_irq_return_iret]);
        cmp(qword[rsp + (RIP + 8)], rcx);
        je(bad_iret);

        // An early K8 may report the lower half of the address.
        mov(eax, ecx);
        cmp(qword[rsp + (RIP + 8)], rax);
        je(bstep_iret);
        cmp(qword[rsp + (RIP + 8)], gs_change);
        jne(done);

        // The gs reload: the exception table leads to a fixup that expects the kernel's base.
        SWAPGS();
        SWITCH_TO_KERNEL_CR3(scratch_reg: rax);
        jmp(done);

        bind(bstep_iret);
        mov(qword[rsp + (RIP + 8)], rcx);

        // The IRET: make it look as if user mode faulted right after it.
        bind(bad_iret);
        SWAPGS();
        SWITCH_TO_KERNEL_CR3(scratch_reg: rax);
        mov(rdi, rsp);
        call(fixup_bad_iret);
        callee(fixup_bad_iret, CalleeTraits.ReturnsFrame | CalleeTraits.ReturnsUserFrame | CalleeTraits.KeepsInterrupts);
        mov(rsp, rax);
        jmp(usermode);
    }

    /// <summary><c>error_exit</c>: returns to where the exception came from.</summary>
    protected void ErrorExit()
    {
        ENTRY(error_exit);
        UNWIND_HINT_REGS();
        DISABLE_INTERRUPTS(CLBR_ANY);
        TRACE_IRQS_OFF();
        test(@byte[rsp + CS], 3);
        jz(retint_kernel);
        jmp(retint_user);
        END(error_exit);
    }
}
