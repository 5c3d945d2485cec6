// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// xen-asm.S: Xen delivers exceptions with rcx and r11 on top of the processor's frame.
public abstract partial class LinuxEntry
{
    private static readonly Symbol i = Local();

    /// <summary>Takes the two registers off and goes to the kernel's own entry; its name has <c>xen_</c> in front.</summary>
    /// <param name="name">The entry.</param>
    protected void xen_pv_trap(Symbol name)
    {
        var entry = Extern("xen_" + name.Name);
        SYM_CODE_START(entry);
        UNWIND_HINT_ENTRY();
        ENDBR();
        pop(rcx);
        pop(r11);
        jmp(name);
        SYM_CODE_END(entry);
        _ASM_NOKPROBE(entry);
    }

    /// <summary>Every exception that Xen delivers.</summary>
    protected void XenTraps()
    {
        Symbol[] traps =
        [
            exc_divide_error, xenpv_exc_debug, exc_int3, xenpv_exc_nmi, exc_overflow, exc_bounds, exc_invalid_op, exc_device_not_available,
            xenpv_exc_double_fault, exc_coproc_segment_overrun, exc_invalid_tss, exc_segment_not_present, exc_stack_segment, exc_general_protection,
            exc_page_fault, exc_spurious_interrupt_bug, exc_coprocessor_error, exc_alignment_check,
        ];
        foreach (var trap in traps)
            xen_pv_trap(Asm(trap));
        if (Kernel.Cet)
            xen_pv_trap(Asm(exc_control_protection));
        if (Kernel.Mce)
            xen_pv_trap(Asm(xenpv_exc_machine_check));
        xen_pv_trap(Asm(exc_simd_coprocessor_error));
        if (Kernel.Ia32Emulation)
            xen_pv_trap(Asm(int80_emulation));
        xen_pv_trap(Asm(exc_xen_unknown_trap));
        xen_pv_trap(Extern("asm_exc_xen_hypervisor_callback"));
    }

    /// <summary><c>xen_early_idt_handler_array</c>: the same for the handlers that are in place until the kernel's table is up.</summary>
    protected void XenEarlyIdtHandlers()
    {
        // Each begins right after the one before: 4 bytes of ENDBR, then 8.
        var bytesOfTheKernelsOwn = Kernel.KernelIbt ? 9 + 4 : 9;
        section(".init.text", "ax");
        SYM_CODE_START(xen_early_idt_handler_array);
        rept(NUM_EXCEPTION_VECTORS, number =>
        {
            UNWIND_HINT_UNDEFINED();
            ENDBR();
            pop(rcx);
            pop(r11);
            jmp(early_idt_handler_array + number * bytesOfTheKernelsOwn);
        });
        set(i, NUM_EXCEPTION_VECTORS);
        SYM_CODE_END(xen_early_idt_handler_array);
        previous();
    }
}
