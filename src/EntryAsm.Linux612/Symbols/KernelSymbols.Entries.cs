// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Linux612;

// What the entry code defines, file by file.
internal static partial class KernelSymbols
{
    // entry_64.S.
    public static readonly Symbol entry_SYSCALL_64 = Extern();
    public static readonly Symbol entry_SYSCALL_64_safe_stack = Extern();
    public static readonly Symbol entry_SYSCALL_64_after_hwframe = Extern();
    public static readonly Symbol syscall_return_via_sysret = Local();
    public static readonly Symbol entry_SYSRETQ_unsafe_stack = Extern();
    public static readonly Symbol entry_SYSRETQ_end = Extern();
    public static readonly Symbol entry_SYSCALL32_ignore = Extern();
    public static readonly Symbol __switch_to_asm = Extern();
    public static readonly Symbol ret_from_fork_asm = Extern();
    public static readonly Symbol rewind_stack_and_make_dead = Extern();
    public static readonly Symbol irq_entries_start = Extern();
    public static readonly Symbol spurious_entries_start = Extern();
    public static readonly Symbol __irqentry_text_start = Extern();
    public static readonly Symbol __irqentry_text_end = Extern();
    public static readonly Symbol common_interrupt_return = Local();
    public static readonly Symbol swapgs_restore_regs_and_return_to_usermode = Extern();
    public static readonly Symbol restore_regs_and_return_to_kernel = Extern();
    public static readonly Symbol early_xen_iret_patch = Extern();
    public static readonly Symbol native_irq_return_iret = Extern();
    public static readonly Symbol native_irq_return_ldt = Local();
    public static readonly Symbol error_return = Local();
    public static readonly Symbol asm_load_gs_index = Extern();
    public static readonly Symbol gs_change = Local(".Lgs_change");
    public static readonly Symbol exc_xen_hypervisor_callback = Local();
    public static readonly Symbol xen_failsafe_callback = Extern();
    public static readonly Symbol paranoid_entry = Extern();
    public static readonly Symbol paranoid_exit = Local();
    public static readonly Symbol error_entry = Extern();
    public static readonly Symbol xen_error_entry = Extern();
    public static readonly Symbol asm_exc_nmi = Extern();
    public static readonly Symbol nested_nmi = Local();
    public static readonly Symbol nested_nmi_out = Local();
    public static readonly Symbol first_nmi = Local();
    public static readonly Symbol repeat_nmi = Local();
    public static readonly Symbol end_repeat_nmi = Local();
    public static readonly Symbol nmi_no_fsgsbase = Local();
    public static readonly Symbol nmi_swapgs = Local();
    public static readonly Symbol nmi_restore = Local();
    public static readonly Symbol clear_bhb_loop = Extern();

    // entry_64_compat.S.
    public static readonly Symbol entry_SYSENTER_compat = Extern();
    public static readonly Symbol entry_SYSENTER_compat_after_hwframe = Extern();
    public static readonly Symbol __end_entry_SYSENTER_compat = Extern();
    public static readonly Symbol entry_SYSCALL_compat = Extern();
    public static readonly Symbol entry_SYSCALL_compat_safe_stack = Extern();
    public static readonly Symbol entry_SYSCALL_compat_after_hwframe = Extern();
    public static readonly Symbol sysret32_from_system_call = Local();
    public static readonly Symbol entry_SYSRETL_compat_unsafe_stack = Extern();
    public static readonly Symbol entry_SYSRETL_compat_end = Extern();
    public static readonly Symbol int80_emulation = Extern();

    // entry_64_fred.S.
    public static readonly Symbol asm_fred_entrypoint_user = Extern();
    public static readonly Symbol asm_fred_exit_user = Extern();
    public static readonly Symbol asm_fred_entrypoint_kernel = Extern();
    public static readonly Symbol asm_fred_entry_from_kvm = Extern();

    // entry.S.
    public static readonly Symbol warn_thunk_thunk = Extern();
    public static readonly Symbol entry_ibpb = Extern();
    public static readonly Symbol x86_verw_sel = Extern();

    // thunk.S and irqflags.S.
    public static readonly Symbol preempt_schedule_thunk = Extern();
    public static readonly Symbol preempt_schedule_notrace_thunk = Extern();
    public static readonly Symbol native_save_fl = Extern();

    // retpoline.S.
    public static readonly Symbol srso_return_thunk = Extern();
    public static readonly Symbol srso_alias_untrain_ret = Extern();
    public static readonly Symbol entry_untrain_ret = Extern();
    public static readonly Symbol srso_alias_safe_ret = Extern();
    public static readonly Symbol call_depth_return_thunk = Extern();
    public static readonly Symbol srso_alias_return_thunk = Extern();
    public static readonly Symbol __x86_return_thunk = Extern();
    public static readonly Symbol srso_untrain_ret = Local();
    public static readonly Symbol srso_safe_ret = Extern();
    public static readonly Symbol its_return_thunk = Extern();
    public static readonly Symbol retbleed_untrain_ret = Local();
    public static readonly Symbol retbleed_return_thunk = Extern();

    // ftrace_64.S.
    public static readonly Symbol ftrace_stub = Extern();
    public static readonly Symbol ftrace_stub_graph = Extern();
    public static readonly Symbol ftrace_regs_caller = Extern();
    public static readonly Symbol ftrace_regs_caller_op_ptr = Extern();
    public static readonly Symbol ftrace_stub_direct_tramp = Extern();
    public static readonly Symbol ftrace_regs_call = Extern();
    public static readonly Symbol ftrace_regs_caller_jmp = Extern();
    public static readonly Symbol ftrace_regs_caller_end = Extern();
    public static readonly Symbol __fentry__ = Extern();
    public static readonly Symbol trace = Local();
    public static readonly Symbol ftrace_caller = Extern();
    public static readonly Symbol ftrace_caller_op_ptr = Extern();
    public static readonly Symbol ftrace_call = Extern();
    public static readonly Symbol ftrace_caller_end = Extern();
    public static readonly Symbol return_to_handler = Extern();

    // xen-asm.S.
    public static readonly Symbol xen_iret = Extern();
    public static readonly Symbol xen_hypercall_pv = Extern();
    public static readonly Symbol xenpv_restore_regs_and_return_to_usermode = Extern();
    public static readonly Symbol xen_entry_SYSCALL_64 = Extern();
    public static readonly Symbol xen_irq_disable_direct = Extern();
    public static readonly Symbol xen_entry_SYSCALL_compat = Extern();
    public static readonly Symbol xen_entry_SYSENTER_compat = Extern();
    public static readonly Symbol check_events = Extern();
    public static readonly Symbol xen_early_idt_handler_array = Extern();
    public static readonly Symbol xen_irq_enable_direct = Extern();
    public static readonly Symbol xen_save_fl_direct = Extern();
    public static readonly Symbol xen_read_cr2 = Extern();
    public static readonly Symbol xen_read_cr2_direct = Extern();
}
