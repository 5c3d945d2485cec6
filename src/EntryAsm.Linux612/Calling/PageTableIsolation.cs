// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// calling.h: between the page tables of user mode and those of the kernel (Meltdown, CVE-2017-5754). The pair lies side by side, so that one bit of CR3
// chooses; with process-context identifiers a second bit does the same for the number.
public abstract partial class LinuxEntry
{
    /// <summary>The number, without the user bit, that a context has in CR3.</summary>
    private const int ContextMask = 0x7ff;

    /// <summary>The bit of CR3 that chooses the page tables: the lower half of the pair is the kernel's.</summary>
    protected int PTI_USER_PGTABLE_BIT => Kernel.PAGE_SHIFT;

    /// <summary><see cref="PTI_USER_PGTABLE_BIT"/> as a mask.</summary>
    protected int PTI_USER_PGTABLE_MASK => 1 << PTI_USER_PGTABLE_BIT;

    /// <summary>The bit of CR3 that chooses the context number, as a mask.</summary>
    protected int PTI_USER_PCID_MASK => 1 << Kernel.X86_CR3_PTI_PCID_USER_BIT;

    /// <summary>Both bits of CR3.</summary>
    protected int PTI_USER_PGTABLE_AND_PCID_MASK => PTI_USER_PCID_MASK | PTI_USER_PGTABLE_MASK;

    /// <summary>Bit i is set when the user translations of context i are stale on this processor.</summary>
    protected Op THIS_CPU_user_pcid_flush_mask => PER_CPU_VAR(qword, cpu_tlbstate + Kernel.TLB_STATE_user_pcid_flush_mask);

    /// <summary>Sets the bit that keeps the translations of the context a CR3 value names.</summary>
    /// <param name="reg">A 64-bit register with a CR3 value.</param>
    protected void SET_NOFLUSH_BIT(Op reg) => bts(reg, Kernel.X86_CR3_PCID_NOFLUSH_BIT);

    /// <summary>Turns the CR3 value of user mode into that of the kernel.</summary>
    /// <param name="reg">A 64-bit register with a CR3 value.</param>
    protected void ADJUST_KERNEL_CR3(Op reg)
    {
        ALTERNATIVE(() => { }, () => SET_NOFLUSH_BIT(reg), Kernel.X86_FEATURE_PCID);
        and(reg, ~PTI_USER_PGTABLE_AND_PCID_MASK);
    }

    /// <summary>Switches to the kernel's page tables, from those of user mode.</summary>
    /// <param name="scratch_reg">A 64-bit register to spend.</param>
    protected void SWITCH_TO_KERNEL_CR3(Op scratch_reg)
    {
        if (!Kernel.PageTableIsolation)
            return;

        var end = label();
        ALTERNATIVE(() => jmp(end), () => { }, Kernel.X86_FEATURE_PTI);
        mov(scratch_reg, cr3);
        ADJUST_KERNEL_CR3(scratch_reg);
        mov(cr3, scratch_reg);
        bind(end);
    }

    /// <summary>Switches to the page tables of user mode, on a processor where they differ.</summary>
    /// <param name="scratch_reg">A 64-bit register to spend.</param>
    /// <param name="scratch_reg2">Another.</param>
    protected void SWITCH_TO_USER_CR3(Op scratch_reg, Op scratch_reg2)
    {
        Label noflush = label(), wrcr3_pcid = label(), wrcr3 = label();
        mov(scratch_reg, cr3);
        ALTERNATIVE(() => jmp(wrcr3), () => { }, Kernel.X86_FEATURE_PCID);

        // Are this context's user translations stale?
        mov(scratch_reg2, scratch_reg);
        and(scratch_reg, ContextMask);
        bt(THIS_CPU_user_pcid_flush_mask, scratch_reg);
        jnc(noflush);

        // They are: the write to CR3 throws them away.
        btr(THIS_CPU_user_pcid_flush_mask, scratch_reg);
        mov(scratch_reg, scratch_reg2);
        jmp(wrcr3_pcid);

        bind(noflush);
        mov(scratch_reg, scratch_reg2);
        SET_NOFLUSH_BIT(scratch_reg);

        bind(wrcr3_pcid);
        or(scratch_reg, PTI_USER_PCID_MASK);

        bind(wrcr3);
        or(scratch_reg, PTI_USER_PGTABLE_MASK);
        mov(cr3, scratch_reg);
    }

    /// <summary>Switches to the page tables of user mode without touching the stack.</summary>
    /// <param name="scratch_reg">A 64-bit register to spend.</param>
    /// <param name="scratch_reg2">Another.</param>
    protected void SWITCH_TO_USER_CR3_NOSTACK(Op scratch_reg, Op scratch_reg2)
    {
        if (!Kernel.PageTableIsolation)
            return;

        var end = label();
        ALTERNATIVE(() => jmp(end), () => { }, Kernel.X86_FEATURE_PTI);
        SWITCH_TO_USER_CR3(scratch_reg, scratch_reg2);
        bind(end);
    }

    /// <summary>Switches to the page tables of user mode with rax saved on the stack, which must be mapped in both.</summary>
    /// <param name="scratch_reg">A 64-bit register to spend, not rax.</param>
    protected void SWITCH_TO_USER_CR3_STACK(Op scratch_reg)
    {
        if (!Kernel.PageTableIsolation)
            return;

        var end = label();
        ALTERNATIVE(() => jmp(end), () => { }, Kernel.X86_FEATURE_PTI);
        push(rax);
        SWITCH_TO_USER_CR3(scratch_reg, scratch_reg2: rax);
        pop(rax);
        bind(end);
    }

    /// <summary>Switches to the kernel's page tables where not on them already, and keeps what CR3 held.</summary>
    /// <param name="scratch_reg">A 64-bit register to spend.</param>
    /// <param name="save_reg">The 64-bit register that keeps CR3, for <see cref="PARANOID_RESTORE_CR3"/>.</param>
    protected void SAVE_AND_SWITCH_TO_KERNEL_CR3(Op scratch_reg, Op save_reg)
    {
        if (!Kernel.PageTableIsolation)
            return;

        var done = label();
        ALTERNATIVE(() => jmp(done), () => { }, Kernel.X86_FEATURE_PTI);
        mov(scratch_reg, cr3);
        mov(save_reg, scratch_reg);
        bt(scratch_reg, PTI_USER_PGTABLE_BIT);
        jnc(done);
        ADJUST_KERNEL_CR3(scratch_reg);
        mov(cr3, scratch_reg);
        bind(done);
    }

    /// <summary>Puts back what <see cref="SAVE_AND_SWITCH_TO_KERNEL_CR3"/> kept; where it was the kernel's there is nothing to put back.</summary>
    /// <param name="scratch_reg">A 64-bit register to spend.</param>
    /// <param name="save_reg">The 64-bit register that keeps CR3.</param>
    protected void PARANOID_RESTORE_CR3(Op scratch_reg, Op save_reg)
    {
        if (!Kernel.PageTableIsolation)
            return;

        Label wrcr3 = label(), end = label();
        ALTERNATIVE(() => jmp(end), () => { }, Kernel.X86_FEATURE_PTI);
        bt(save_reg, PTI_USER_PGTABLE_BIT);
        jnc(end);
        ALTERNATIVE(() => jmp(wrcr3), () => { }, Kernel.X86_FEATURE_PCID);

        // A flush that is due happens by the write.
        mov(scratch_reg, save_reg);
        and(scratch_reg, ContextMask);
        btr(THIS_CPU_user_pcid_flush_mask, scratch_reg);
        jc(wrcr3);
        SET_NOFLUSH_BIT(save_reg);

        bind(wrcr3);
        mov(cr3, save_reg);
        bind(end);
    }
}
