// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>NMIs, one inside the other too.</summary>
internal static unsafe class NmiTest
{
    public const int Vector = 2;

    private static bool nested;

    public static void Handle(PtRegs* regs)
    {
        (*Symbols.NmiCount)++;
        if (SelfTest.Repeats)
            return;
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
        Cpu.Breakpoint();
    }

    private static void Release()
    {
        nested = false;
        *Symbols.UserPending = 0;
        *Symbols.KernelPending = 0;
    }
}
