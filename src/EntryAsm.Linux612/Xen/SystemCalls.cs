// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// xen-asm.S: system calls of a guest of Xen, which arrive like exceptions, and its IRET, which is a hypercall.
public abstract partial class LinuxEntry
{
    private const int __HYPERVISOR_iret = 23;

    /// <summary>All of xen-asm for the configuration.</summary>
    protected void WholeXenAsm()
    {
        XenOperations();
        XenTraps();
        XenEarlyIdtHandlers();
        XenIret();
        XenSystemCalls();
    }

    /// <summary><c>xen_iret</c> and <c>xenpv_restore_regs_and_return_to_usermode</c>: there is no trampoline stack, the task's is the one.</summary>
    protected void XenIret()
    {
        SYM_CODE_START(xen_iret);
        UNWIND_HINT_UNDEFINED();
        ANNOTATE_NOENDBR();
        xen_hypercall_iret();
        SYM_CODE_END(xen_iret);

        SYM_CODE_START(xenpv_restore_regs_and_return_to_usermode);
        UNWIND_HINT_REGS();
        POP_REGS();
        STACKLEAK_ERASE_NOCLOBBER();
        add(rsp, 8);
        jmp(xen_iret);
        SYM_CODE_END(xenpv_restore_regs_and_return_to_usermode);
    }

    /// <summary>The three entries of system calls.</summary>
    protected void XenSystemCalls()
    {
        XenSystemCall(xen_entry_SYSCALL_64, Kernel.USER_CS, entry_SYSCALL_64_after_hwframe);
        if (Kernel.Ia32Emulation)
        {
            XenSystemCall(xen_entry_SYSCALL_compat, Kernel.USER32_CS, entry_SYSCALL_compat_after_hwframe);
            XenSystemCall(xen_entry_SYSENTER_compat, Kernel.USER32_CS, entry_SYSENTER_compat_after_hwframe);
        }
        else
        {
            NoCompatSystemCalls();
        }
    }

    /// <summary>Xen does not know the segments of user mode: the frame gets those the kernel expects.</summary>
    private void XenSystemCall(Symbol entry, int codeSegment, Symbol target)
    {
        SYM_CODE_START(entry);
        UNWIND_HINT_ENTRY();
        ENDBR();
        pop(rcx);
        pop(r11);
        mov(qword[rsp + 4 * 8], Kernel.USER_DS);
        mov(qword[rsp + 1 * 8], codeSegment);
        jmp(target);
        SYM_CODE_END(entry);
    }

    private void NoCompatSystemCalls()
    {
        SYM_CODE_START(xen_entry_SYSCALL_compat);
        SYM_CODE_START(xen_entry_SYSENTER_compat);
        UNWIND_HINT_ENTRY();
        ENDBR();
        lea(rsp, ptr[rsp + 16]);
        mov(rax, -ENOSYS);
        xen_hypercall_iret();
        SYM_CODE_END(xen_entry_SYSENTER_compat);
        SYM_CODE_END(xen_entry_SYSCALL_compat);
    }

    /// <summary>On top of the frame: flags for Xen, rcx, r11 and rax.</summary>
    private void xen_hypercall_iret()
    {
        push(0);
        push(rcx);
        push(r11);
        push(rax);
        mov(eax, __HYPERVISOR_iret);
        syscall();
        if (Kernel.Sls)
            int3();
    }
}
