// SPDX-License-Identifier: MIT
using System.Runtime;

namespace MyKernel;

/// <summary>What ring 3 may ask for: the number in rax, arguments in rdi and rsi, the answer in rax.</summary>
internal static unsafe class SystemCalls
{
    /// <summary>An address that IRETQ and SYSRET refuse.</summary>
    public const ulong NotCanonical = 0x1000_0000_0000_0000;

    private const ulong Write = 0, Exit = 1, GetTicks = 2, BadReturn = 3;

    private const long Failed = -1;

    [RuntimeExport("answer_system_call")]
    private static long Answer(TrapFrame* frame)
    {
        switch (frame->Rax)
        {
            case Write:
                return WriteText(frame->Rdi, frame->Rsi);
            case Exit:
                Kernel.ProgramEnded();
                return 0;
            case GetTicks:
                return Traps.Ticks;
            case BadReturn:
                var rax = frame->Rax;
                frame->Rip = NotCanonical;
                return (long)rax;
            default:
                return Failed;
        }
    }

    /// <summary>A line of the program's, byte by byte: each may be in memory that is not there.</summary>
    private static long WriteText(ulong text, ulong length)
    {
        byte character = 0;
        for (ulong i = 0; i < length; i++)
        {
            if (Cpu.CopyFromUser(&character, text + i, 1) != 0)
                return Failed;
            if (i == 0)
                Console.Write("user: ");
            if (i == 0 && character == 'F')
                Traps.ProgramFailed = true;
            Console.Write(character);
        }

        Kernel.Lines++;
        return (long)length;
    }
}
