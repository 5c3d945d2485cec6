// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// xen-asm.S: the interrupt flag of a guest of Xen is a byte that it shares with its hypervisor: 1 masks events.
public abstract partial class LinuxEntry
{
    private Op EventMask => PER_CPU_VAR(@byte, xen_vcpu_info + Kernel.XEN_vcpu_info_mask);

    /// <summary>The operations of a guest of Xen, in <c>.noinstr.text</c>.</summary>
    protected void XenOperations()
    {
        pushsection(".noinstr.text", "ax");
        XenHypercallPv();
        XenIrqDisableDirect();
        CheckEvents();
        XenIrqEnableDirect();
        XenSaveFlDirect();
        XenReadCr2();
        XenReadCr2Direct();
        popsection();
    }

    /// <summary>eax is the hypercall, rdi, rsi, rdx, r10 and r8 its arguments; inline assembly calls it and expects rcx and r11 kept.</summary>
    private void XenHypercallPv()
    {
        SYM_FUNC_START(xen_hypercall_pv);
        ANNOTATE_NOENDBR();
        push(rcx);
        push(r11);
        UNWIND_HINT_SAVE();
        syscall();
        UNWIND_HINT_RESTORE();
        pop(r11);
        pop(rcx);
        RET();
        SYM_FUNC_END(xen_hypercall_pv);
    }

    private void XenIrqDisableDirect()
    {
        SYM_FUNC_START(xen_irq_disable_direct);
        mov(EventMask, 1);
        RET();
        SYM_FUNC_END(xen_irq_disable_direct);
    }

    /// <summary>A hypercall delivers what is pending; all registers are kept.</summary>
    private void CheckEvents()
    {
        Op[] registers = [rax, rcx, rdx, rsi, rdi, r8, r9, r10, r11];
        SYM_FUNC_START(check_events);
        FRAME_BEGIN();
        foreach (var register in registers)
            push(register);
        call(xen_force_evtchn_callback);
        for (var i = registers.Length - 1; i >= 0; i--)
            pop(registers[i]);
        FRAME_END();
        RET();
        SYM_FUNC_END(check_events);
    }

    private void XenIrqEnableDirect()
    {
        var none = label();
        SYM_FUNC_START(xen_irq_enable_direct);
        FRAME_BEGIN();
        mov(EventMask, 0);

        // Another processor's flag may be asked after a preemption: it deals with its events then.
        test(PER_CPU_VAR(@byte, xen_vcpu_info + Kernel.XEN_vcpu_info_pending), 0xff);
        jz(none);
        call(check_events);
        bind(none);
        FRAME_END();
        RET();
        SYM_FUNC_END(xen_irq_enable_direct);
    }

    /// <summary>Bit 9 of rax, the interrupt flag of rflags, is right; the others are not.</summary>
    private void XenSaveFlDirect()
    {
        SYM_FUNC_START(xen_save_fl_direct);
        test(EventMask, 0xff);
        setz(ah);
        add(ah, ah);
        RET();
        SYM_FUNC_END(xen_save_fl_direct);
    }

    private void XenReadCr2()
    {
        SYM_FUNC_START(xen_read_cr2);
        FRAME_BEGIN();
        mov(rax, PER_CPU_VAR(qword, xen_vcpu));
        mov(rax, qword[rax + Kernel.XEN_vcpu_info_arch_cr2]);
        FRAME_END();
        RET();
        SYM_FUNC_END(xen_read_cr2);
    }

    private void XenReadCr2Direct()
    {
        SYM_FUNC_START(xen_read_cr2_direct);
        FRAME_BEGIN();
        mov(rax, PER_CPU_VAR(qword, xen_vcpu_info + Kernel.XEN_vcpu_info_arch_cr2));
        FRAME_END();
        RET();
        SYM_FUNC_END(xen_read_cr2_direct);
    }
}
