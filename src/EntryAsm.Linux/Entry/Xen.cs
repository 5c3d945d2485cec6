// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System.Runtime.CompilerServices;
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64.S (v5.0), lines 1026 to 1106: what Xen calls in a paravirtual guest.
public abstract partial class LinuxEntry
{
    /// <summary>The callbacks of a paravirtual guest of Xen.</summary>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The kernel is no such guest: <see cref="KernelConfig.XenPv"/> is not set.</exception>
    protected void XenCallbacks([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Require(Kernel.XenPv, nameof(XenCallbacks), nameof(KernelConfig.XenPv), Kconfig.XenPv, file, line);
        idtentry(hypervisor_callback, xen_do_hypervisor_callback, has_error_code: false);
        XenDoHypervisorCallback();
        XenFailsafeCallback();
    }

    /// <summary>Handles events. They stay masked until the stack frame is gone, so callbacks do not pile up.</summary>
    private void XenDoHypervisorCallback()
    {
        ENTRY(xen_do_hypervisor_callback);
        UNWIND_HINT_FUNC();

        // Never returns: the stack goes back to the saved registers.
        mov(rsp, rdi);
        UNWIND_HINT_REGS();
        ENTER_IRQ_STACK(old_rsp: r10);
        call(xen_evtchn_do_upcall);
        LEAVE_IRQ_STACK();
        if (!Kernel.Preempt)
            call(xen_maybe_preempt_hcall);
        jmp(error_exit);
        END(xen_do_hypervisor_callback);
    }

    /// <summary>
    /// The guest faulted while Xen itself ran for it. A segment register that differs from its saved value failed to load: Xen has cleared it, and IRET
    /// is tried again. With all four equal the IRET itself was bad, and that is the task's end.
    /// </summary>
    private void XenFailsafeCallback()
    {
        var badSegment = label();
        ENTRY(xen_failsafe_callback);
        entry(EntryKind.Interrupt, xen_failsafe_callback, vector: HypervisorCallback);
        assume(Fact.StackDepth(0x30 + 40));
        assume(Fact.Direction(isSet: false));
        assume(Fact.AlignmentCheck(isSet: false));
        assume(Fact.Slot(0, rcx));
        assume(Fact.Slot(8, r11));
        UNWIND_HINT_EMPTY();
        JumpIfChanged(ds, 0x10, badSegment);
        JumpIfChanged(es, 0x18, badSegment);
        JumpIfChanged(fs, 0x20, badSegment);
        JumpIfChanged(gs, 0x28, badSegment);

        DropXenFrame();
        push(0);
        UNWIND_HINT_IRET_REGS(offset: 8);
        jmp(general_protection);

        bind(badSegment);

        // The hypervisor enters with the kernel's gs base and page tables, wherever it was.
        assume(Fact.GsBase(isKernels: true));
        assume(Fact.PageTables(areKernels: true));
        DropXenFrame();
        UNWIND_HINT_IRET_REGS();
        push(-1);
        PUSH_AND_CLEAR_REGS();
        ENCODE_FRAME_POINTER();
        jmp(error_exit);
        END(xen_failsafe_callback);
    }

    private void JumpIfChanged(Op segment, int saved, Label target)
    {
        mov(ecx, segment);
        cmp(word[rsp + saved], cx);
        jne(target);
    }

    /// <summary>rcx, r11 and the four segments that Xen pushed.</summary>
    private void DropXenFrame()
    {
        mov(rcx, qword[rsp]);
        mov(r11, qword[rsp + 8]);
        add(rsp, 0x30);
    }
}
