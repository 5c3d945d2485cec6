// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64.S (v5.0), lines 56 to 105 and asm/irqflags.h: reports of the interrupt flag to the lock debugger.
public abstract partial class LinuxEntry
{
    /// <summary>Reports that interrupts are on.</summary>
    protected void TRACE_IRQS_ON()
    {
        if (!Kernel.TraceIrqFlags)
            return;
        callee(trace_hardirqs_on_thunk, CalleeTraits.KeepsRegisters | CalleeTraits.KeepsInterrupts);
        call(trace_hardirqs_on_thunk);
    }

    /// <summary>Reports that interrupts are off.</summary>
    protected void TRACE_IRQS_OFF()
    {
        if (!Kernel.TraceIrqFlags)
            return;
        callee(trace_hardirqs_off_thunk, CalleeTraits.KeepsRegisters | CalleeTraits.KeepsInterrupts);
        call(trace_hardirqs_off_thunk);
    }

    /// <summary>Reports that interrupts come on, if they are on in saved flags.</summary>
    /// <param name="flags">The flags, a doubleword in memory.</param>
    protected void TRACE_IRQS_FLAGS(Op flags)
    {
        if (!Kernel.TraceIrqFlags)
            return;

        var off = label();
        bt(flags, X86_EFLAGS_IF_BIT);
        jnc(off);
        TRACE_IRQS_ON();
        bind(off);
    }

    /// <summary>Reports what an IRET from <c>struct pt_regs</c> on the stack makes of the interrupt flag.</summary>
    protected void TRACE_IRQS_IRETQ() => TRACE_IRQS_FLAGS(dword[rsp + EFLAGS]);

    /// <summary>As <see cref="TRACE_IRQS_OFF"/>, from the debug exception: a breakpoint inside the tracer must not start again at the top of this stack.</summary>
    protected void TRACE_IRQS_OFF_DEBUG()
    {
        if (DebugStackInUse)
            call(debug_stack_set_zero);
        TRACE_IRQS_OFF();
        if (DebugStackInUse)
            call(debug_stack_reset);
    }

    /// <summary>As <see cref="TRACE_IRQS_ON"/>, from the debug exception.</summary>
    protected void TRACE_IRQS_ON_DEBUG()
    {
        if (DebugStackInUse)
            call(debug_stack_set_zero);
        TRACE_IRQS_ON();
        if (DebugStackInUse)
            call(debug_stack_reset);
    }

    /// <summary>As <see cref="TRACE_IRQS_IRETQ"/>, from the debug exception.</summary>
    protected void TRACE_IRQS_IRETQ_DEBUG()
    {
        if (!Kernel.TraceIrqFlags)
            return;

        var off = label();
        bt(dword[rsp + EFLAGS], X86_EFLAGS_IF_BIT);
        jnc(off);
        TRACE_IRQS_ON_DEBUG();
        bind(off);
    }

    /// <summary>Stops the kernel if interrupts are on (entry_64.S line 376).</summary>
    protected void DEBUG_ENTRY_ASSERT_IRQS_OFF()
    {
        if (!Kernel.DebugEntry)
            return;

        var okay = label();
        push(rax);
        SAVE_FLAGS(CLBR_RAX);
        test(eax, X86_EFLAGS_IF);
        jz(okay);
        ud2();
        bind(okay);
        pop(rax);
    }

    /// <summary>Function tracing plants breakpoints, and the tracer itself may meet one.</summary>
    private bool DebugStackInUse => Kernel.DynamicFtrace && Kernel.TraceIrqFlags;
}
