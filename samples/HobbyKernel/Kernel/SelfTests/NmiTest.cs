// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>NMIs, one inside the other too.</summary>
internal static unsafe class NmiTest
{
    public const int Vector = 2;

    private static bool nested;

    /// <summary>The handler's own breakpoint is under way.</summary>
    public static bool InBreakpoint { get; private set; }

    /// <summary>Every handler lets the next NMI in before it ends.</summary>
    public static bool Unmasks { get; set; }

    public static void Handle(PtRegs* regs)
    {
        (*Symbols.NmiCount)++;
        if (Unmasks)
            TakeBreakpoint();
        if (SelfTest.Repeats)
            return;
        if (SelfTest.Running is Test.NmiBadCs or Test.NmiAbsentCs && !EntryCode.Lacks(SelfTest.Running))
            regs->cs = SelfTest.Running == Test.NmiBadCs ? DescriptorTables.NoSegment : DescriptorTables.AbsentUserCode;
        if (SelfTest.Running == Test.KernelNmiNested && !nested)
            Nest();
        else
            Release();
    }

    /// <summary>A second NMI stays blocked until an IRET, which the breakpoint's return executes: then it arrives inside this one.</summary>
    private static void Nest()
    {
        nested = true;
        LocalApic.NmiSelf();
        TakeBreakpoint();
    }

    private static void TakeBreakpoint()
    {
        InBreakpoint = true;
        var changes = Cpu.BreakpointChanges();
        InBreakpoint = false;
        SelfTest.Require("bits of registers changed by a nested NMI", changes, 0);
    }

    private static void Release()
    {
        nested = false;
        *Symbols.UserPending = 0;
        *Symbols.KernelPending = 0;
    }
}
