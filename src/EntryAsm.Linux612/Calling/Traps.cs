// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux612;

// asm/trapnr.h: the processor's exceptions (Intel SDM vol. 3, 6.3.1).
public abstract partial class LinuxEntry
{
    /// <summary>Divide error.</summary>
    protected const int X86_TRAP_DE = 0;

    /// <summary>Debug.</summary>
    protected const int X86_TRAP_DB = 1;

    /// <summary>Non-maskable interrupt.</summary>
    protected const int X86_TRAP_NMI = 2;

    /// <summary>Breakpoint.</summary>
    protected const int X86_TRAP_BP = 3;

    /// <summary>Overflow.</summary>
    protected const int X86_TRAP_OF = 4;

    /// <summary>BOUND range exceeded.</summary>
    protected const int X86_TRAP_BR = 5;

    /// <summary>Invalid opcode.</summary>
    protected const int X86_TRAP_UD = 6;

    /// <summary>Device not available.</summary>
    protected const int X86_TRAP_NM = 7;

    /// <summary>Double fault.</summary>
    protected const int X86_TRAP_DF = 8;

    /// <summary>Coprocessor segment overrun, of the 80387.</summary>
    protected const int X86_TRAP_OLD_MF = 9;

    /// <summary>Invalid task-state segment.</summary>
    protected const int X86_TRAP_TS = 10;

    /// <summary>Segment not present.</summary>
    protected const int X86_TRAP_NP = 11;

    /// <summary>Stack-segment fault.</summary>
    protected const int X86_TRAP_SS = 12;

    /// <summary>General protection.</summary>
    protected const int X86_TRAP_GP = 13;

    /// <summary>Page fault.</summary>
    protected const int X86_TRAP_PF = 14;

    /// <summary>Reserved; some hardware raised it.</summary>
    protected const int X86_TRAP_SPURIOUS = 15;

    /// <summary>x87 floating-point error.</summary>
    protected const int X86_TRAP_MF = 16;

    /// <summary>Alignment check.</summary>
    protected const int X86_TRAP_AC = 17;

    /// <summary>Machine check.</summary>
    protected const int X86_TRAP_MC = 18;

    /// <summary>SIMD floating-point exception.</summary>
    protected const int X86_TRAP_XF = 19;

    /// <summary>Virtualization exception.</summary>
    protected const int X86_TRAP_VE = 20;

    /// <summary>Control protection.</summary>
    protected const int X86_TRAP_CP = 21;

    /// <summary>VMM communication (AMD64 APM vol. 2, 15.35.5).</summary>
    protected const int X86_TRAP_VC = 29;
    /// <summary>Exceptions there are vectors for.</summary>
    protected const int NUM_EXCEPTION_VECTORS = 32;

    /// <summary>No exception: an entry without peculiarities.</summary>
    private const int X86_TRAP_OTHER = 0xffff;
}
