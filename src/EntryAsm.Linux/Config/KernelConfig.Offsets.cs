// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux;

// What the kernel's build writes into include/generated/asm-offsets.h, in bytes; the names are that file's own. The layout of a task differs
// from kernel to kernel, the rest rarely.
public sealed partial record KernelConfig
{
    /// <summary>Offset in bytes of <c>sp0</c> in <c>struct tss_struct</c>: the stack an interrupt from user mode starts on.</summary>
    public int TSS_sp0 { get; init; } = 4;

    /// <summary>Offset in bytes of <c>sp1</c> in <c>struct tss_struct</c>: holds the top of the current task's stack.</summary>
    public int TSS_sp1 { get; init; } = 12;

    /// <summary>Offset in bytes of <c>sp2</c> in <c>struct tss_struct</c>: scratch room of the system call entry.</summary>
    public int TSS_sp2 { get; init; } = 20;

    /// <summary>Offset in bytes of the interrupt stack table in <c>struct tss_struct</c>.</summary>
    public int TSS_ist { get; init; } = 36;

    /// <summary>Offset in bytes of <c>thread.sp</c> in <c>struct task_struct</c>.</summary>
    public int TASK_threadsp { get; init; } = 2392;

    /// <summary>Offset in bytes of <c>stack_canary</c> in <c>struct task_struct</c>; used with <see cref="StackProtector"/>.</summary>
    public int TASK_stack_canary { get; init; } = 1168;

    /// <summary>Offset in bytes of the canary in <c>union irq_stack_union</c>; used with <see cref="StackProtector"/>.</summary>
    public int stack_canary_offset { get; init; } = 40;

    /// <summary>Offset in bytes of <c>user_pcid_flush_mask</c> in <c>struct tlb_state</c>; used with <see cref="PageTableIsolation"/>.</summary>
    public int TLB_STATE_user_pcid_flush_mask { get; init; } = 22;

    /// <summary>Size in bytes of <c>struct pt_regs</c>.</summary>
    public int PTREGS_SIZE { get; init; } = 168;

    /// <summary>Offset in bytes of <c>cpu.usergs_sysret64</c> in <c>pv_ops</c>; used with <see cref="ParavirtXxl"/>.</summary>
    public int PV_CPU_usergs_sysret64 { get; init; } = 256;

    /// <summary>Offset in bytes of <c>cpu.iret</c> in <c>pv_ops</c>; used with <see cref="ParavirtXxl"/>.</summary>
    public int PV_CPU_iret { get; init; } = 264;

    /// <summary>Offset in bytes of <c>cpu.swapgs</c> in <c>pv_ops</c>; used with <see cref="ParavirtXxl"/>.</summary>
    public int PV_CPU_swapgs { get; init; } = 272;

    /// <summary>Offset in bytes of <c>irq.save_fl</c> in <c>pv_ops</c>; used with <see cref="ParavirtXxl"/> and <see cref="DebugEntry"/>.</summary>
    public int PV_IRQ_save_fl { get; init; } = 296;

    /// <summary>Offset in bytes of <c>irq.irq_disable</c> in <c>pv_ops</c>; used with <see cref="ParavirtXxl"/>.</summary>
    public int PV_IRQ_irq_disable { get; init; } = 312;

    /// <summary>Offset in bytes of <c>irq.irq_enable</c> in <c>pv_ops</c>; used with <see cref="ParavirtXxl"/>.</summary>
    public int PV_IRQ_irq_enable { get; init; } = 320;
}
