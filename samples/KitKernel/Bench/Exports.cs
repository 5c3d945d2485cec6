// SPDX-License-Identifier: MIT
using System.Runtime;

namespace HobbyKernel;

/// <summary>The functions for system calls and interrupts, and before returns to ring 3.</summary>
internal static unsafe class Exports
{
    private const ulong SpuriousVector = 0xff, NotTheResult = 0xbad_bad_bad;

    /// <summary>An exception behind its instruction.</summary>
    private const int Overflow = 4;

    [RuntimeExport("answer_system_call_managed")]
    private static ulong AnswerSystemCall(PtRegs* regs, ulong error, ulong leaked)
    {
        SystemCalls.Dispatch(regs->ax, regs, leaked);
        Cpu.EnableInterrupts(); // turning them off again is for the way back
        var result = regs->ax;
        regs->ax = NotTheResult;
        return result;
    }

    [RuntimeExport("handle_interrupt_managed")]
    private static void HandleInterrupt(PtRegs* regs, ulong error, ulong leaked)
    {
        switch (regs->vector)
        {
            case EntryLayout.LOCAL_TIMER_VECTOR:
                Interrupts.Timer((int)regs->vector, regs, leaked);
                break;
            case SpuriousVector:
                Invariants.Check(regs, leaked); // the local APIC withdrew an interrupt; it wants no answer
                break;
            case Overflow:
                Handlers.OpenTrap(Overflow, regs, error, leaked);
                break;
            case < EntryLayout.FIRST_EXTERNAL_VECTOR:
                Handlers.Fault((int)regs->vector, regs, error, leaked);
                break;
            default:
                SelfTest.Require("the error code of an interrupt", error, 0);
                Interrupts.Device((int)regs->vector, regs, leaked);
                break;
        }
    }

    [RuntimeExport("before_user_managed")]
    private static void BeforeUser(PtRegs* regs, ulong error, ulong leaked)
    {
        Cpu.ClobberVectors();
        Invariants.CheckCleared(leaked);
        if (!regs->IsUser && SelfTest.Running != Test.IretNullCs || (ulong)(regs + 1) != PerCpu.TopOfThreadStack)
            Machine.Panic("a return to ring 3 from", (ulong)regs);
        if ((Cpu.ReadFlags() & Cpu.FlagInterrupt) != 0)
            Machine.Panic("a return to ring 3 with interrupts on");
        EntryFrame.Returns++;
        Cpu.EnableInterrupts();
    }
}
