// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Linux612;

// Functions of the kernel that the entry code calls, file by file.
internal static partial class KernelSymbols
{
    // entry_64.S.
    public static readonly Symbol do_syscall_64 = Extern();
    public static readonly Symbol __switch_to = Extern();
    public static readonly Symbol ret_from_fork = Extern();
    public static readonly Symbol make_task_dead = Extern();
    public static readonly Symbol asm_common_interrupt = Extern();
    public static readonly Symbol asm_spurious_interrupt = Extern();
    public static readonly Symbol vc_switch_off_ist = Extern();
    public static readonly Symbol exc_control_protection = Extern();
    public static readonly Symbol exc_vmm_communication = Extern();
    public static readonly Symbol exc_xen_unknown_trap = Extern();
    public static readonly Symbol exc_virtualization_exception = Extern();
    public static readonly Symbol exc_divide_error = Extern();
    public static readonly Symbol exc_overflow = Extern();
    public static readonly Symbol exc_bounds = Extern();
    public static readonly Symbol exc_device_not_available = Extern();
    public static readonly Symbol exc_coproc_segment_overrun = Extern();
    public static readonly Symbol exc_spurious_interrupt_bug = Extern();
    public static readonly Symbol exc_coprocessor_error = Extern();
    public static readonly Symbol exc_simd_coprocessor_error = Extern();
    public static readonly Symbol exc_invalid_tss = Extern();
    public static readonly Symbol exc_segment_not_present = Extern();
    public static readonly Symbol exc_stack_segment = Extern();
    public static readonly Symbol exc_general_protection = Extern();
    public static readonly Symbol exc_alignment_check = Extern();
    public static readonly Symbol exc_invalid_op = Extern();
    public static readonly Symbol exc_int3 = Extern();
    public static readonly Symbol exc_page_fault = Extern();
    public static readonly Symbol exc_machine_check = Extern();
    public static readonly Symbol xenpv_exc_machine_check = Extern();
    public static readonly Symbol exc_nmi_kvm_vmx = Extern();
    public static readonly Symbol xenpv_exc_nmi = Extern();
    public static readonly Symbol exc_debug = Extern();
    public static readonly Symbol xenpv_exc_debug = Extern();
    public static readonly Symbol exc_double_fault = Extern();
    public static readonly Symbol xenpv_exc_double_fault = Extern();
    public static readonly Symbol common_interrupt = Extern();
    public static readonly Symbol spurious_interrupt = Extern();
    public static readonly Symbol sysvec_error_interrupt = Extern();
    public static readonly Symbol sysvec_spurious_apic_interrupt = Extern();
    public static readonly Symbol sysvec_apic_timer_interrupt = Extern();
    public static readonly Symbol sysvec_x86_platform_ipi = Extern();
    public static readonly Symbol sysvec_reschedule_ipi = Extern();
    public static readonly Symbol sysvec_reboot = Extern();
    public static readonly Symbol sysvec_call_function_single = Extern();
    public static readonly Symbol sysvec_call_function = Extern();
    public static readonly Symbol sysvec_threshold = Extern();
    public static readonly Symbol sysvec_deferred_error = Extern();
    public static readonly Symbol sysvec_thermal = Extern();
    public static readonly Symbol sysvec_irq_work = Extern();
    public static readonly Symbol sysvec_kvm_posted_intr_ipi = Extern();
    public static readonly Symbol sysvec_kvm_posted_intr_wakeup_ipi = Extern();
    public static readonly Symbol sysvec_kvm_posted_intr_nested_ipi = Extern();
    public static readonly Symbol sysvec_posted_msi_notification = Extern();
    public static readonly Symbol sysvec_hyperv_callback = Extern();
    public static readonly Symbol sysvec_hyperv_reenlightenment = Extern();
    public static readonly Symbol sysvec_hyperv_stimer0 = Extern();
    public static readonly Symbol sysvec_acrn_hv_callback = Extern();
    public static readonly Symbol sysvec_xen_hvm_callback = Extern();
    public static readonly Symbol sysvec_kvm_asyncpf_interrupt = Extern();
    public static readonly Symbol xen_pv_evtchn_do_upcall = Extern();
    public static readonly Symbol sync_regs = Extern();
    public static readonly Symbol fixup_bad_iret = Extern();
    public static readonly Symbol exc_nmi = Extern();

    // entry_64_compat.S.
    public static readonly Symbol do_SYSENTER_32 = Extern();
    public static readonly Symbol do_fast_syscall_32 = Extern();
    public static readonly Symbol do_int80_emulation = Extern();

    // entry_64_fred.S.
    public static readonly Symbol fred_entry_from_user = Extern();
    public static readonly Symbol fred_entry_from_kernel = Extern();
    public static readonly Symbol __fred_entry_from_kvm = Extern();

    // entry.S.
    public static readonly Symbol __warn_thunk = Extern();

    // thunk.S and irqflags.S.
    public static readonly Symbol preempt_schedule = Extern();
    public static readonly Symbol preempt_schedule_notrace = Extern();

    // ftrace_64.S.
    public static readonly Symbol ftrace_return_to_handler = Extern();

    // xen-asm.S.
    public static readonly Symbol xen_force_evtchn_callback = Extern();

    // Macros.
    public static readonly Symbol stackleak_erase = Extern();
    public static readonly Symbol handle_interrupted_saferet = Extern();
    public static readonly Symbol BUG_func = Extern();
}
