// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux612;

// What the kernel's build writes into include/generated/asm-offsets.h, in bytes; the names are that file's own. The layout of a task differs
// from kernel to kernel, the rest rarely.
public sealed partial record KernelConfig
{
    /// <summary>Offset in bytes of <c>sp0</c> in <c>struct tss_struct</c>: the stack an interrupt from user mode starts on.</summary>
    public int TSS_sp0 { get; init; } = 4;

    /// <summary>Offset in bytes of <c>sp2</c> in <c>struct tss_struct</c>: scratch room of the system call entry.</summary>
    public int TSS_sp2 { get; init; } = 20;

    /// <summary>Offset in bytes of <c>thread.sp</c> in <c>struct task_struct</c>.</summary>
    public int TASK_threadsp { get; init; } = 2968;

    /// <summary>Offset in bytes of <c>stack_canary</c> in <c>struct task_struct</c>; used with <see cref="StackProtector"/>.</summary>
    public int TASK_stack_canary { get; init; } = 1416;

    /// <summary>Offset in bytes of the canary in <c>struct fixed_percpu_data</c>; used with <see cref="StackProtector"/>.</summary>
    public int FIXED_stack_canary { get; init; } = 40;

    /// <summary>Offset in bytes of <c>user_pcid_flush_mask</c> in <c>struct tlb_state</c>; used with <see cref="PageTableIsolation"/>.</summary>
    public int TLB_STATE_user_pcid_flush_mask { get; init; } = 22;

    /// <summary>Offset in bytes of <c>top_of_stack</c> in <c>struct pcpu_hot</c>.</summary>
    public int X86_top_of_stack { get; init; } = 24;

    /// <summary>Offset in bytes of <c>call_depth</c> in <c>struct pcpu_hot</c>; used with <see cref="CallDepthTracking"/>.</summary>
    public int X86_call_depth { get; init; } = 16;

    /// <summary>Size in bytes of <c>struct pt_regs</c>.</summary>
    public int PTREGS_SIZE { get; init; } = 168;

    /// <summary>Offset in bytes of <c>irq.save_fl</c> in <c>pv_ops</c>; used with <see cref="ParavirtXxl"/> and <see cref="DebugEntry"/>.</summary>
    public int PV_IRQ_save_fl { get; init; } = 240;

    /// <summary>Offset in bytes of <c>evtchn_upcall_mask</c> in <c>struct vcpu_info</c>; used with <see cref="XenPv"/>.</summary>
    public int XEN_vcpu_info_mask { get; init; } = 1;

    /// <summary>Offset in bytes of <c>evtchn_upcall_pending</c> in <c>struct vcpu_info</c>; used with <see cref="XenPv"/>.</summary>
    public int XEN_vcpu_info_pending { get; init; }

    /// <summary>Offset in bytes of <c>arch.cr2</c> in <c>struct vcpu_info</c>; used with <see cref="XenPv"/>.</summary>
    public int XEN_vcpu_info_arch_cr2 { get; init; } = 16;
}
