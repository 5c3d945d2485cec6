// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System.Runtime.CompilerServices;
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// entry_64.S: what Xen calls in a paravirtual guest.
public abstract partial class LinuxEntry
{
    /// <summary>The callbacks of a paravirtual guest of Xen.</summary>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The kernel is no such guest: <see cref="KernelConfig.XenPv"/> is not set.</exception>
    protected void XenCallbacks([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Require(Kernel.XenPv, nameof(XenCallbacks), nameof(KernelConfig.XenPv), Kconfig.XenPv, file, line);
        ExcXenHypervisorCallback();
        XenFailsafeCallback();
    }

    /// <summary>Handles events; does not return to its caller but leaves with the registers that rdi points to.</summary>
    private void ExcXenHypervisorCallback()
    {
        __FUNC_ALIGN();
        SYM_CODE_START_LOCAL_NOALIGN(exc_xen_hypervisor_callback);
        UNWIND_HINT_FUNC();
        mov(rsp, rdi);
        UNWIND_HINT_REGS();
        call(xen_pv_evtchn_do_upcall);
        jmp(error_return);
        SYM_CODE_END(exc_xen_hypervisor_callback);
    }

    /// <summary>
    /// The guest faulted while Xen itself ran for it. A segment register that differs from its saved value failed to load: Xen has cleared it, and IRET
    /// is tried again. With all four equal the IRET itself was bad, and that is the task's end.
    /// </summary>
    private void XenFailsafeCallback()
    {
        var badSegment = label();
        __FUNC_ALIGN();
        SYM_CODE_START_NOALIGN(xen_failsafe_callback);
        UNWIND_HINT_UNDEFINED();
        ENDBR();
        JumpIfChanged(ds, 0x10, badSegment);
        JumpIfChanged(es, 0x18, badSegment);
        JumpIfChanged(fs, 0x20, badSegment);
        JumpIfChanged(gs, 0x28, badSegment);

        DropXenFrame();
        push(0);
        UNWIND_HINT_IRET_REGS(offset: 8);
        jmp(Asm(exc_general_protection));

        bind(badSegment);
        DropXenFrame();
        UNWIND_HINT_IRET_REGS();
        push(-1);
        PUSH_AND_CLEAR_REGS();
        ENCODE_FRAME_POINTER();
        jmp(error_return);
        SYM_CODE_END(xen_failsafe_callback);
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
