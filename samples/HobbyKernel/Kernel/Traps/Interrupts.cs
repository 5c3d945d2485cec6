// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>What is done about interrupts, on the stack that the entry code has for them.</summary>
internal static unsafe class Interrupts
{
    private static bool nested;

    public static void Device(int vector, PtRegs* regs, ulong leaked)
    {
        Arrive(vector, regs, leaked);
        if (SelfTest.Repeats && vector == Vectors.Debugger)
        {
            (*Symbols.InterruptCount)++;
            return; // with interrupts off: the next one would come in here, and the one after that
        }

        if (SelfTest.Running == Test.KernelDeviceNested && !nested)
            Nest();
        Release();
        Cpu.EnableInterrupts(); // turning them off again is for the way back
    }

    public static void Timer(int vector, PtRegs* regs, ulong leaked)
    {
        Arrive(vector, regs, leaked);
        Release();
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
