// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>What must hold whenever entry code has called C#, whatever it came from.</summary>
internal static unsafe class Invariants
{
    /// <summary>A selector is being loaded into gs, which sets the user's base to whatever the descriptor says.</summary>
    public static bool UserGsBaseUnknown { get; set; }

    /// <param name="regs">The frame the entry code built.</param>
    /// <param name="leaked">The union of the registers that the entry code must have cleared.</param>
    /// <param name="leakedFromUser">The same for those that it keeps for itself unless it came from ring 3.</param>
    public static void Check(PtRegs* regs, ulong leaked, ulong leakedFromUser = 0)
    {
        var cr3 = Cpu.ReadCr3();
        if (cr3 != AddressSpace.KernelCr3)
            Machine.Panic("entered with CR3", cr3);
        if (Cpu.ReadMsr(Cpu.MsrGsBase) != PerCpu.Base)
            Machine.Panic("entered with GS base", Cpu.ReadMsr(Cpu.MsrGsBase));
        if (!EntryFrame.IsOtherBase(regs, Cpu.ReadMsr(Cpu.MsrKernelGsBase)) && !UserGsBaseUnknown)
            Machine.Panic("entered with kernel GS base", Cpu.ReadMsr(Cpu.MsrKernelGsBase));
        var flags = Cpu.ReadFlags();
        if ((flags & (Cpu.FlagDirection | Cpu.FlagInterrupt | Cpu.FlagTrap | Cpu.FlagNestedTask)) != 0)
            Machine.Panic("entered with flags", flags);
        if (CpuFeatures.Smap && (flags & Cpu.FlagAlignmentCheck) != 0)
            Machine.Panic("entered with the alignment check flag", flags);
        CheckCleared(leaked | (regs->IsUser ? leakedFromUser : 0));
        CheckFrame(regs);
    }

    public static void CheckCleared(ulong leaked)
    {
        if (leaked != 0)
            Machine.Panic("entered with a register of the interrupted code", leaked);
    }

    private static void CheckFrame(PtRegs* regs)
    {
        if (regs->IsUser && !EntryFrame.IsPlaceOfUserFrame(regs))
            Machine.Panic("a frame of ring 3 at", (ulong)regs);
        if (!regs->IsUser && regs->cs != EntryLayout.KERNEL_CS)
            Machine.Panic("a frame of ring 0 with cs", regs->cs);
        if (((ulong)regs & 7) != 0)
            Machine.Panic("a frame at", (ulong)regs);
    }
}
