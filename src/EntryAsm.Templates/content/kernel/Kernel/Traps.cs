// SPDX-License-Identifier: MIT
using System.Runtime;

namespace MyKernel;

/// <summary>What the entry code calls (Entry/KernelEntry.cs names each).</summary>
internal static unsafe class Traps
{
    private const ulong TrapFlag = 0x100;

    public static volatile uint Ticks, Breakpoints, Nmis, NestedNmis, Calls;

    /// <summary>A line of the program's begins with FAILED.</summary>
    public static bool ProgramFailed;

    /// <summary>The NMI handler sends itself another one and lets it in, this often.</summary>
    public static volatile uint NmisToNest;

    [RuntimeExport("handle_interrupt")]
    private static void HandleInterrupt(TrapFrame* frame)
    {
        if (frame->Vector == Apic.TimerVector)
            Ticks++;
        else if (frame->Vector == Apic.CallVector)
            Calls++;
        else if (frame->Vector != Apic.SpuriousVector)
            Machine.Panic("an interrupt that nobody asked for", frame->Vector);
        if (frame->Vector != Apic.SpuriousVector)
            Apic.Done();
    }

    /// <summary>#DE, #UD, #NP, #SS, #GP. The kernel's own go on by the exception table; a program goes on where r11 points, or after a bad return where it asked to.</summary>
    [RuntimeExport("handle_exception")]
    private static void HandleException(TrapFrame* frame)
    {
        if (!frame->IsFromUser && Cpu.FixFault(frame) != 0)
            return;
        if (!frame->IsFromUser)
            Fatal(frame);
        frame->Rip = frame->Rip == SystemCalls.NotCanonical ? frame->Rdi : frame->R11;
    }

    [RuntimeExport("handle_page_fault")]
    private static void HandlePageFault(TrapFrame* frame) => HandleException(frame);

    [RuntimeExport("handle_breakpoint")]
    private static void HandleBreakpoint(TrapFrame* frame) => Breakpoints++;

    [RuntimeExport("handle_debug")]
    private static void HandleDebug(TrapFrame* frame) => frame->Rflags &= ~TrapFlag;

    /// <summary>A breakpoint's IRETQ lets the next NMI in while this one is still being handled.</summary>
    [RuntimeExport("handle_nmi")]
    private static void HandleNmi(TrapFrame* frame)
    {
        Nmis++;
        if (NmisToNest == 0)
            return;
        NmisToNest--;
        Apic.SendNmi(0);
        Probe.Breakpoint();
    }

    [RuntimeExport("handle_fatal")]
    private static void Fatal(TrapFrame* frame)
    {
        Console.Write("vector ");
        Console.Write(frame->Vector);
        Console.Write(", error code ");
        Console.WriteHex(frame->ErrorCode);
        Console.Write(", cr2 ");
        Console.WriteHex(Cpu.ReadCr2());
        Machine.Panic(", at", frame->Rip);
    }
}
