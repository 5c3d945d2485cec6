// SPDX-License-Identifier: MIT
// An interrupt handler in C#, without a runtime: reads the frame and the table of gates, and changes what the interrupted code gets back.
using System.Runtime;
using System.Runtime.CompilerServices;
using Symbols = MyKernel.KernelEntrySymbols;

namespace MyKernel;

internal static unsafe class Handler
{
    [RuntimeImport("*", "kit_interrupt")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void kit_interrupt();

    [RuntimeExport("handle_interrupt")]
    private static void HandleInterrupt(trap_frame* frame)
    {
        var section = (ulong)(delegate*<void>)&kit_interrupt - Symbols.Offsets.kit_interrupt;
        for (var gate = 0; gate < Symbols.Gates.Count; gate++)
        {
            if ((ulong)Symbols.Gates.Vector(gate) == frame->vector)
                frame->r14 = section + (ulong)Symbols.Gates.Offset(gate);
        }

        frame->r13 = frame->r12 + frame->vector;
        *(uint*)0xffff_8000_fee0_00b0 = 0; // end of interrupt
    }
}

/// <summary>Where the base library ends what cannot go on.</summary>
internal static class Machine
{
    public static void Panic(string reason, ulong detail = 0)
    {
        while (true)
        {
        }
    }
}
