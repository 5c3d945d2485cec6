// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Linux;

// What the entry code defines, in the order of entry_64.S.
internal static partial class KernelSymbols
{
    // System calls and task switches.
    public static readonly Symbol native_usergs_sysret64 = Extern();
    public static readonly Symbol entry_SYSCALL_64 = Extern();
    public static readonly Symbol entry_SYSCALL_64_after_hwframe = Extern();
    public static readonly Symbol syscall_return_via_sysret = Local();
    public static readonly Symbol __switch_to_asm = Extern();
    public static readonly Symbol ret_from_fork = Extern();

    // Interrupts and the ways back.
    public static readonly Symbol irq_entries_start = Extern();
    public static readonly Symbol interrupt_entry = Extern();
    public static readonly Symbol common_interrupt = Local();
    public static readonly Symbol ret_from_intr = Local();
    public static readonly Symbol retint_user = Extern();
    public static readonly Symbol swapgs_restore_regs_and_return_to_usermode = Extern();
    public static readonly Symbol retint_kernel = Local();
    public static readonly Symbol restore_regs_and_return_to_kernel = Extern();
    public static readonly Symbol native_iret = Extern();
    public static readonly Symbol native_irq_return_iret = Extern();
    public static readonly Symbol native_irq_return_ldt = Local();

    // Vectors of the local APIC.
    public static readonly Symbol irq_move_cleanup_interrupt = Extern();
    public static readonly Symbol reboot_interrupt = Extern();
    public static readonly Symbol uv_bau_message_intr1 = Extern();
    public static readonly Symbol apic_timer_interrupt = Extern();
    public static readonly Symbol x86_platform_ipi = Extern();
    public static readonly Symbol kvm_posted_intr_ipi = Extern();
    public static readonly Symbol kvm_posted_intr_wakeup_ipi = Extern();
    public static readonly Symbol kvm_posted_intr_nested_ipi = Extern();
    public static readonly Symbol threshold_interrupt = Extern();
    public static readonly Symbol deferred_error_interrupt = Extern();
    public static readonly Symbol thermal_interrupt = Extern();
    public static readonly Symbol call_function_single_interrupt = Extern();
    public static readonly Symbol call_function_interrupt = Extern();
    public static readonly Symbol reschedule_interrupt = Extern();
    public static readonly Symbol error_interrupt = Extern();
    public static readonly Symbol spurious_interrupt = Extern();
    public static readonly Symbol irq_work_interrupt = Extern();

    // Exceptions.
    public static readonly Symbol divide_error = Extern();
    public static readonly Symbol overflow = Extern();
    public static readonly Symbol bounds = Extern();
    public static readonly Symbol invalid_op = Extern();
    public static readonly Symbol device_not_available = Extern();
    public static readonly Symbol double_fault = Extern();
    public static readonly Symbol coprocessor_segment_overrun = Extern();
    public static readonly Symbol invalid_TSS = Extern();
    public static readonly Symbol segment_not_present = Extern();
    public static readonly Symbol spurious_interrupt_bug = Extern();
    public static readonly Symbol coprocessor_error = Extern();
    public static readonly Symbol alignment_check = Extern();
    public static readonly Symbol simd_coprocessor_error = Extern();
    public static readonly Symbol debug = Extern();
    public static readonly Symbol int3 = Extern();
    public static readonly Symbol stack_segment = Extern();
    public static readonly Symbol general_protection = Extern();
    public static readonly Symbol page_fault = Extern();
    public static readonly Symbol async_page_fault = Extern();
    public static readonly Symbol machine_check = Extern();

    // The gs selector and the softirq stack.
    public static readonly Symbol native_load_gs_index = Extern();
    public static readonly Symbol gs_change = Local(".Lgs_change");
    public static readonly Symbol bad_gs = Local();
    public static readonly Symbol do_softirq_own_stack = Extern();

    // Hypervisors.
    public static readonly Symbol hypervisor_callback = Extern();
    public static readonly Symbol xen_do_hypervisor_callback = Extern();
    public static readonly Symbol xen_failsafe_callback = Extern();
    public static readonly Symbol xen_hvm_callback_vector = Extern();
    public static readonly Symbol hyperv_callback_vector = Extern();
    public static readonly Symbol hyperv_reenlightenment_vector = Extern();
    public static readonly Symbol hv_stimer0_callback_vector = Extern();
    public static readonly Symbol xennmi = Extern();
    public static readonly Symbol xendebug = Extern();
    public static readonly Symbol xenint3 = Extern();

    // Helpers of the exception entries, and the NMI.
    public static readonly Symbol paranoid_entry = Extern();
    public static readonly Symbol paranoid_exit = Extern();
    public static readonly Symbol error_entry = Extern();
    public static readonly Symbol error_exit = Extern();
    public static readonly Symbol nmi = Extern();
    public static readonly Symbol nested_nmi = Local();
    public static readonly Symbol nested_nmi_out = Local();
    public static readonly Symbol first_nmi = Local();
    public static readonly Symbol repeat_nmi = Local();
    public static readonly Symbol end_repeat_nmi = Local();
    public static readonly Symbol nmi_swapgs = Local();
    public static readonly Symbol nmi_restore = Local();

    // The rest.
    public static readonly Symbol ignore_sysret = Extern();
    public static readonly Symbol rewind_stack_do_exit = Extern();

    // System calls of 32-bit code.
    public static readonly Symbol entry_SYSENTER_compat = Extern();
    public static readonly Symbol __end_entry_SYSENTER_compat = Extern();
    public static readonly Symbol entry_SYSCALL_compat = Extern();
    public static readonly Symbol entry_SYSCALL_compat_after_hwframe = Extern();
    public static readonly Symbol sysret32_from_system_call = Local();
    public static readonly Symbol entry_INT80_compat = Extern();
}
