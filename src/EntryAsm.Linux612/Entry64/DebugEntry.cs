// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// entry_64.S, asm/irqflags.h and asm/paravirt.h: the entry code checks its own assumptions, under CONFIG_DEBUG_ENTRY.
public abstract partial class LinuxEntry
{
    /// <summary>Stops the kernel if interrupts are on.</summary>
    protected void DEBUG_ENTRY_ASSERT_IRQS_OFF()
    {
        if (!Kernel.DebugEntry)
            return;

        var okay = label();
        push(rax);
        SAVE_FLAGS();
        test(eax, X86_EFLAGS_IF);
        jz(okay);
        ud2();
        bind(okay);
        pop(rax);
    }

    /// <summary>Reads the flags into rax; a guest of Xen has its own interrupt flag.</summary>
    protected void SAVE_FLAGS()
    {
        if (!Kernel.ParavirtXxl)
        {
            pushfq();
            pop(rax);
            return;
        }

        ALTERNATIVE_2(PARA_IRQ_save_fl, ALT_CALL_INSTR, ALT_CALL_ALWAYS, () => { pushfq(); pop(rax); }, ALT_NOT(Kernel.X86_FEATURE_XENPV));
    }

    private void PARA_IRQ_save_fl()
    {
        ANNOTATE_RETPOLINE_SAFE();
        call(qword[rip + (pv_ops + Kernel.PV_IRQ_save_fl)]);
    }
}
