// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// asm/idtentry.h: device interrupts, and the system's vectors.
public abstract partial class LinuxEntry
{
    /// <summary>Every interrupt that the configuration has.</summary>
    protected void Interrupts()
    {
        idtentry_irq(X86_TRAP_OTHER, common_interrupt);
        if (Kernel.LocalApic)
            idtentry_irq(X86_TRAP_OTHER, spurious_interrupt);
        if (Kernel.LocalApic)
            LocalApicInterrupts();
        if (Kernel.Smp)
            InterProcessorInterrupts();
        if (Kernel.LocalApic)
            LocalApicExtensions();
        PostedInterrupts();
        HypervisorInterrupts();
    }

    private void LocalApicInterrupts()
    {
        DECLARE_IDTENTRY(Kernel.ERROR_APIC_VECTOR, sysvec_error_interrupt);
        DECLARE_IDTENTRY(Kernel.SPURIOUS_APIC_VECTOR, sysvec_spurious_apic_interrupt);
        DECLARE_IDTENTRY(Kernel.LOCAL_TIMER_VECTOR, sysvec_apic_timer_interrupt);
        DECLARE_IDTENTRY(Kernel.X86_PLATFORM_IPI_VECTOR, sysvec_x86_platform_ipi);
    }

    private void InterProcessorInterrupts()
    {
        DECLARE_IDTENTRY(Kernel.RESCHEDULE_VECTOR, sysvec_reschedule_ipi);
        DECLARE_IDTENTRY(Kernel.REBOOT_VECTOR, sysvec_reboot);
        DECLARE_IDTENTRY(Kernel.CALL_FUNCTION_SINGLE_VECTOR, sysvec_call_function_single);
        DECLARE_IDTENTRY(Kernel.CALL_FUNCTION_VECTOR, sysvec_call_function);
    }

    private void LocalApicExtensions()
    {
        if (Kernel.MceThreshold)
            DECLARE_IDTENTRY(Kernel.THRESHOLD_APIC_VECTOR, sysvec_threshold);
        if (Kernel.MceAmd)
            DECLARE_IDTENTRY(Kernel.DEFERRED_ERROR_VECTOR, sysvec_deferred_error);
        if (Kernel.ThermalVector)
            DECLARE_IDTENTRY(Kernel.THERMAL_APIC_VECTOR, sysvec_thermal);
        if (Kernel.IrqWork)
            DECLARE_IDTENTRY(Kernel.IRQ_WORK_VECTOR, sysvec_irq_work);
    }

    private void PostedInterrupts()
    {
        if (Kernel.Kvm)
        {
            DECLARE_IDTENTRY(Kernel.POSTED_INTR_VECTOR, sysvec_kvm_posted_intr_ipi);
            DECLARE_IDTENTRY(Kernel.POSTED_INTR_WAKEUP_VECTOR, sysvec_kvm_posted_intr_wakeup_ipi);
            DECLARE_IDTENTRY(Kernel.POSTED_INTR_NESTED_VECTOR, sysvec_kvm_posted_intr_nested_ipi);
        }

        if (Kernel.PostedMsi)
            DECLARE_IDTENTRY(Kernel.POSTED_MSI_NOTIFICATION_VECTOR, sysvec_posted_msi_notification);
    }

    /// <summary>The kernel installs their gates when it knows its hypervisor.</summary>
    private void HypervisorInterrupts()
    {
        if (Kernel.HyperV)
        {
            DECLARE_IDTENTRY_OTHER(Kernel.HYPERVISOR_CALLBACK_VECTOR, sysvec_hyperv_callback);
            DECLARE_IDTENTRY_OTHER(Kernel.HYPERV_REENLIGHTENMENT_VECTOR, sysvec_hyperv_reenlightenment);
            DECLARE_IDTENTRY_OTHER(Kernel.HYPERV_STIMER0_VECTOR, sysvec_hyperv_stimer0);
        }

        if (Kernel.AcrnGuest)
            DECLARE_IDTENTRY_OTHER(Kernel.HYPERVISOR_CALLBACK_VECTOR, sysvec_acrn_hv_callback);
        if (Kernel.XenPvhvm)
            DECLARE_IDTENTRY_OTHER(Kernel.HYPERVISOR_CALLBACK_VECTOR, sysvec_xen_hvm_callback);
        if (Kernel.KvmGuest)
            DECLARE_IDTENTRY_OTHER(Kernel.HYPERVISOR_CALLBACK_VECTOR, sysvec_kvm_asyncpf_interrupt);
    }
}
