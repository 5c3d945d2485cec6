// SPDX-License-Identifier: MIT
using System.Runtime;

namespace HobbyKernel;

/// <summary>The functions that entry code calls for system calls and interrupts. <c>orig_ax</c> holds the number of a system call, or the complement of the vector.</summary>
internal static unsafe class InterruptExports
{
    [RuntimeExport("do_syscall_64_managed")]
    private static void SystemCall(ulong number, PtRegs* regs, ulong leaked)
    {
        SelfTest.Require("orig_ax of a system call", regs->orig_ax, number);
        SystemCalls.Dispatch(number, regs, leaked);
    }

    [RuntimeExport("do_IRQ_managed")]
    private static uint Device(PtRegs* regs, ulong unused, ulong leaked)
    {
        Interrupts.Device((int)~regs->orig_ax, regs, leaked);
        return 1;
    }

    [RuntimeExport("smp_apic_timer_interrupt_managed")]
    private static void Timer(PtRegs* regs, ulong unused, ulong leaked) => Interrupts.Timer((int)~regs->orig_ax, regs, leaked);

    /// <summary>The local APIC withdrew an interrupt; it wants no answer.</summary>
    [RuntimeExport("smp_spurious_interrupt_managed")]
    private static void Spurious(PtRegs* regs, ulong unused, ulong leaked) => Invariants.Check(regs, leaked);

    [RuntimeExport("__do_softirq_managed")]
    private static void Softirq()
    {
        Cpu.ClobberVectors();
        StackUse.RequireIrqStack();
        SelfTest.CountSoftirq();
    }
}
