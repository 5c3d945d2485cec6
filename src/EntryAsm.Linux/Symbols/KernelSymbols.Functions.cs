// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Linux;

// What the entry code calls.
internal static partial class KernelSymbols
{
    // System calls, tasks, return to user mode.
    public static readonly Symbol do_syscall_64 = Extern();
    public static readonly Symbol __switch_to = Extern();
    public static readonly Symbol schedule_tail = Extern();
    public static readonly Symbol syscall_return_slowpath = Extern();
    public static readonly Symbol prepare_exit_to_usermode = Extern();
    public static readonly Symbol preempt_schedule_irq = Extern();
    public static readonly Symbol do_exit = Extern();

    // Tracing.
    public static readonly Symbol trace_hardirqs_on_thunk = Extern();
    public static readonly Symbol trace_hardirqs_off_thunk = Extern();
    public static readonly Symbol enter_from_user_mode = Extern();
    public static readonly Symbol debug_stack_set_zero = Extern();
    public static readonly Symbol debug_stack_reset = Extern();

    // Interrupts.
    public static readonly Symbol do_IRQ = Extern();
    public static readonly Symbol __do_softirq = Extern();
    public static readonly Symbol smp_irq_move_cleanup_interrupt = Extern();
    public static readonly Symbol smp_reboot_interrupt = Extern();
    public static readonly Symbol uv_bau_message_interrupt = Extern();
    public static readonly Symbol smp_apic_timer_interrupt = Extern();
    public static readonly Symbol smp_x86_platform_ipi = Extern();
    public static readonly Symbol smp_kvm_posted_intr_ipi = Extern();
    public static readonly Symbol smp_kvm_posted_intr_wakeup_ipi = Extern();
    public static readonly Symbol smp_kvm_posted_intr_nested_ipi = Extern();
    public static readonly Symbol smp_threshold_interrupt = Extern();
    public static readonly Symbol smp_deferred_error_interrupt = Extern();
    public static readonly Symbol smp_thermal_interrupt = Extern();
    public static readonly Symbol smp_call_function_single_interrupt = Extern();
    public static readonly Symbol smp_call_function_interrupt = Extern();
    public static readonly Symbol smp_reschedule_interrupt = Extern();
    public static readonly Symbol smp_error_interrupt = Extern();
    public static readonly Symbol smp_spurious_interrupt = Extern();
    public static readonly Symbol smp_irq_work_interrupt = Extern();

    // Exceptions.
    public static readonly Symbol sync_regs = Extern();
    public static readonly Symbol fixup_bad_iret = Extern();
    public static readonly Symbol ex_handler_default = Extern();
    public static readonly Symbol do_divide_error = Extern();
    public static readonly Symbol do_overflow = Extern();
    public static readonly Symbol do_bounds = Extern();
    public static readonly Symbol do_invalid_op = Extern();
    public static readonly Symbol do_device_not_available = Extern();
    public static readonly Symbol do_double_fault = Extern();
    public static readonly Symbol do_coprocessor_segment_overrun = Extern();
    public static readonly Symbol do_invalid_TSS = Extern();
    public static readonly Symbol do_segment_not_present = Extern();
    public static readonly Symbol do_spurious_interrupt_bug = Extern();
    public static readonly Symbol do_coprocessor_error = Extern();
    public static readonly Symbol do_alignment_check = Extern();
    public static readonly Symbol do_simd_coprocessor_error = Extern();
    public static readonly Symbol do_debug = Extern();
    public static readonly Symbol do_int3 = Extern();
    public static readonly Symbol do_stack_segment = Extern();
    public static readonly Symbol do_general_protection = Extern();
    public static readonly Symbol do_page_fault = Extern();
    public static readonly Symbol do_async_page_fault = Extern();
    public static readonly Symbol do_mce = Extern();
    public static readonly Symbol do_nmi = Extern();

    // Hypervisors.
    public static readonly Symbol xen_evtchn_do_upcall = Extern();
    public static readonly Symbol xen_maybe_preempt_hcall = Extern();
    public static readonly Symbol hyperv_vector_handler = Extern();
    public static readonly Symbol hyperv_reenlightenment_intr = Extern();
    public static readonly Symbol hv_stimer0_vector_handler = Extern();

    // System calls of 32-bit code, and every way to user mode.
    public static readonly Symbol do_fast_syscall_32 = Extern();
    public static readonly Symbol do_int80_syscall_32 = Extern();
    public static readonly Symbol stackleak_erase = Extern();
}
