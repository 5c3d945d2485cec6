// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// asm/paravirt.h and asm/irqflags.h: privileged instructions. With CONFIG_PARAVIRT_XXL each is a site the kernel patches for its hypervisor, a
// call through pv_ops until then; without, the instruction itself.
public abstract partial class LinuxEntry
{
    /// <summary>A patch site may spend rax.</summary>
    protected const int CLBR_RAX = 1 << 0;

    /// <summary>A patch site may spend rcx.</summary>
    protected const int CLBR_RCX = 1 << 1;

    /// <summary>A patch site may spend rdx.</summary>
    protected const int CLBR_RDX = 1 << 2;

    /// <summary>A patch site may spend rdi.</summary>
    protected const int CLBR_RDI = 1 << 3;

    /// <summary>A patch site may spend rsi.</summary>
    protected const int CLBR_RSI = 1 << 4;

    /// <summary>A patch site may spend r8.</summary>
    protected const int CLBR_R8 = 1 << 5;

    /// <summary>A patch site may spend r9.</summary>
    protected const int CLBR_R9 = 1 << 6;

    /// <summary>A patch site may spend r10.</summary>
    protected const int CLBR_R10 = 1 << 7;

    /// <summary>A patch site may spend r11.</summary>
    protected const int CLBR_R11 = 1 << 8;

    /// <summary>A patch site may spend every register a called function may.</summary>
    protected const int CLBR_ANY = (1 << 9) - 1;

    /// <summary>What a function that saves its own registers may still spend: nothing but its result has to be saved around it.</summary>
    private const int CLBR_CALLEE_SAVE = CLBR_ANY & ~CLBR_RAX;

    /// <summary>Switches between the gs base of user mode and that of the kernel; the stack must be the kernel's.</summary>
    protected void SWAPGS()
    {
        if (Kernel.ParavirtXxl)
            PARA_SITE(PARA_PATCH(Kernel.PV_CPU_swapgs), () => CallPvOp(Kernel.PV_CPU_swapgs, EntryOperation.Swapgs));
        else
            swapgs();
    }

    /// <summary>The same while the stack may be that of user mode: the site holds the instruction itself, there is nothing to call with.</summary>
    protected void SWAPGS_UNSAFE_STACK()
    {
        if (Kernel.ParavirtXxl)
            PARA_SITE(PARA_PATCH(Kernel.PV_CPU_swapgs), () => swapgs());
        else
            swapgs();
    }

    /// <summary>Returns from an interrupt: the stack holds the processor's frame.</summary>
    protected void INTERRUPT_RETURN()
    {
        if (Kernel.ParavirtXxl)
            PARA_SITE(PARA_PATCH(Kernel.PV_CPU_iret), () => JumpPvOp(Kernel.PV_CPU_iret, EntryOperation.Iret));
        else
            jmp(native_iret);
    }

    /// <summary>Returns from a system call to 64-bit code: rcx is the address, r11 the flags, gs still the kernel's.</summary>
    protected void USERGS_SYSRET64()
    {
        if (Kernel.ParavirtXxl)
        {
            PARA_SITE(PARA_PATCH(Kernel.PV_CPU_usergs_sysret64), () => JumpPvOp(Kernel.PV_CPU_usergs_sysret64, EntryOperation.SwapgsSysret));
            return;
        }

        swapgs();
        sysretq();
    }

    /// <summary>Turns interrupts on.</summary>
    /// <param name="clobbers">The registers it may spend, of <c>CLBR_</c>.</param>
    protected void ENABLE_INTERRUPTS(int clobbers)
    {
        if (Kernel.ParavirtXxl)
            IrqSite(Kernel.PV_IRQ_irq_enable, EntryOperation.InterruptsOn, clobbers);
        else
            sti();
    }

    /// <summary>Turns interrupts off.</summary>
    /// <param name="clobbers">The registers it may spend, of <c>CLBR_</c>.</param>
    protected void DISABLE_INTERRUPTS(int clobbers)
    {
        if (Kernel.ParavirtXxl)
            IrqSite(Kernel.PV_IRQ_irq_disable, EntryOperation.InterruptsOff, clobbers);
        else
            cli();
    }

    /// <summary>Reads the flags into rax.</summary>
    /// <param name="clobbers">The registers it may spend, of <c>CLBR_</c>.</param>
    protected void SAVE_FLAGS(int clobbers)
    {
        if (Kernel.ParavirtXxl)
        {
            IrqSite(Kernel.PV_IRQ_save_fl, EntryOperation.SaveFlags, clobbers);
            return;
        }

        pushfq();
        pop(rax);
    }

    private void IrqSite(int operation, EntryOperation meaning, int clobbers) => PARA_SITE(PARA_PATCH(operation), () =>
    {
        PV_SAVE_REGS(clobbers | CLBR_CALLEE_SAVE);
        CallPvOp(operation, meaning);
        PV_RESTORE_REGS(clobbers | CLBR_CALLEE_SAVE);
    });

    private void CallPvOp(int operation, EntryOperation meaning)
    {
        stands_for(pv_ops, operation, meaning);
        ANNOTATE_RETPOLINE_SAFE();
        call(qword[rip + (pv_ops + operation)]);
    }

    private void JumpPvOp(int operation, EntryOperation meaning)
    {
        stands_for(pv_ops, operation, meaning);
        ANNOTATE_RETPOLINE_SAFE();
        jmp(qword[rip + (pv_ops + operation)]);
    }
}
