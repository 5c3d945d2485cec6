// SPDX-License-Identifier: MIT
using System.Runtime;

namespace HobbyKernel;

/// <summary>The functions that entry code calls for interrupts, on the interrupt stack.</summary>
internal static unsafe class Interrupts
{
    private static bool nested;

    /// <summary><c>orig_ax</c> holds the complement of the vector.</summary>
    [RuntimeExport("do_IRQ_managed")]
    private static uint Device(PtRegs* regs, ulong unused, ulong leaked)
    {
        var vector = (int)~regs->orig_ax;
        Arrive(vector, regs, leaked);
        if (SelfTest.Repeats && vector == Vectors.Debugger)
        {
            (*Symbols.InterruptCount)++;
            return 1; // with interrupts off: the next one would come in here, and the one after that
        }

        if (SelfTest.Running == Test.KernelDeviceNested && !nested)
            Nest();
        Release();
        Cpu.EnableInterrupts(); // turning them off again is for the way back
        return 1;
    }

    [RuntimeExport("smp_apic_timer_interrupt_managed")]
    private static void Timer(PtRegs* regs, ulong unused, ulong leaked)
    {
        Arrive((int)~regs->orig_ax, regs, leaked);
        Release();
    }

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

    private static void Arrive(int vector, PtRegs* regs, ulong leaked)
    {
        Cpu.ClobberVectors();
        Invariants.Check(regs, leaked);
        StackUse.RequireIrqStack();
        SelfTest.Record(vector, regs, 0);
        LocalApic.EndOfInterrupt();
    }

    /// <summary>A second interrupt while the first is on the interrupt stack.</summary>
    private static void Nest()
    {
        nested = true;
        KernelTests.RunSoftirq(); // stays on this stack
        LocalApic.InterruptSelf(Vectors.Last);
        Cpu.EnableInterrupts();
        Cpu.DisableInterrupts();
        nested = false;
    }

    /// <summary>Lets the program that waits for the interrupt go on.</summary>
    private static void Release()
    {
        if (nested)
            return;
        *Symbols.UserPending = 0;
        *Symbols.KernelPending = 0;
    }
}
