// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64.S (v5.0), lines 767 to 834: interrupts of the local APIC, between processors and of the system.
public abstract partial class LinuxEntry
{
    /// <summary>The entry of one vector.</summary>
    /// <param name="num">The vector, 0 to 255.</param>
    /// <param name="sym">The entry's symbol.</param>
    /// <param name="do_sym">The C function that handles it, called with the saved registers.</param>
    /// <param name="fixedGate">False when the kernel installs the gate while it runs: the descriptor table then has none for it.</param>
    protected void apicinterrupt3(int num, Symbol sym, Symbol do_sym, bool fixedGate = true)
    {
        ENTRY(sym);
        UNWIND_HINT_IRET_REGS();
        push(~num);
        call(interrupt_entry);
        UNWIND_HINT_REGS(indirect: true);
        call(do_sym);
        callee(do_sym, CalleeTraits.TakesRegisters);
        jmp(ret_from_intr);
        _ASM_NOKPROBE(sym);
        END(sym);
        if (fixedGate)
            gate(num, sym);
        else
            entry(EntryKind.Interrupt, sym, vector: num);
    }

    /// <summary>The same among the interrupt entries, where function tracing finds it.</summary>
    /// <inheritdoc cref="apicinterrupt3"/>
    protected void apicinterrupt(int num, Symbol sym, Symbol do_sym)
    {
        pushsection(".irqentry.text", "ax");
        apicinterrupt3(num, sym, do_sym);
        popsection();
    }

    /// <summary>Every vector of the local APIC that the configuration has.</summary>
    protected void ApicInterrupts()
    {
        if (Kernel.Smp)
        {
            apicinterrupt3(Kernel.IRQ_MOVE_CLEANUP_VECTOR, irq_move_cleanup_interrupt, smp_irq_move_cleanup_interrupt);
            apicinterrupt3(Kernel.REBOOT_VECTOR, reboot_interrupt, smp_reboot_interrupt);
        }

        if (Kernel.Uv)
            apicinterrupt3(Kernel.UV_BAU_MESSAGE, uv_bau_message_intr1, uv_bau_message_interrupt);

        apicinterrupt(Kernel.LOCAL_TIMER_VECTOR, apic_timer_interrupt, smp_apic_timer_interrupt);
        apicinterrupt(Kernel.X86_PLATFORM_IPI_VECTOR, x86_platform_ipi, smp_x86_platform_ipi);

        if (Kernel.HaveKvm)
        {
            apicinterrupt3(Kernel.POSTED_INTR_VECTOR, kvm_posted_intr_ipi, smp_kvm_posted_intr_ipi);
            apicinterrupt3(Kernel.POSTED_INTR_WAKEUP_VECTOR, kvm_posted_intr_wakeup_ipi, smp_kvm_posted_intr_wakeup_ipi);
            apicinterrupt3(Kernel.POSTED_INTR_NESTED_VECTOR, kvm_posted_intr_nested_ipi, smp_kvm_posted_intr_nested_ipi);
        }

        if (Kernel.MceThreshold)
            apicinterrupt(Kernel.THRESHOLD_APIC_VECTOR, threshold_interrupt, smp_threshold_interrupt);
        if (Kernel.MceAmd)
            apicinterrupt(Kernel.DEFERRED_ERROR_VECTOR, deferred_error_interrupt, smp_deferred_error_interrupt);
        if (Kernel.ThermalVector)
            apicinterrupt(Kernel.THERMAL_APIC_VECTOR, thermal_interrupt, smp_thermal_interrupt);

        if (Kernel.Smp)
        {
            apicinterrupt(Kernel.CALL_FUNCTION_SINGLE_VECTOR, call_function_single_interrupt, smp_call_function_single_interrupt);
            apicinterrupt(Kernel.CALL_FUNCTION_VECTOR, call_function_interrupt, smp_call_function_interrupt);
            apicinterrupt(Kernel.RESCHEDULE_VECTOR, reschedule_interrupt, smp_reschedule_interrupt);
        }

        apicinterrupt(Kernel.ERROR_APIC_VECTOR, error_interrupt, smp_error_interrupt);
        apicinterrupt(Kernel.SPURIOUS_APIC_VECTOR, spurious_interrupt, smp_spurious_interrupt);
        if (Kernel.IrqWork)
            apicinterrupt(Kernel.IRQ_WORK_VECTOR, irq_work_interrupt, smp_irq_work_interrupt);
    }
}
