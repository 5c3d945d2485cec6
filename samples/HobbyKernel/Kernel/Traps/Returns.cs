// SPDX-License-Identifier: MIT
using System.Runtime;

namespace HobbyKernel;

/// <summary>The functions that entry code calls on its way from one stack to another, and on its way out.</summary>
internal static unsafe class Returns
{
    /// <summary>The other function has run right before, and has used registers as it liked.</summary>
    private static bool afterBadIret;

    /// <summary>Copies a frame from the entry stack to the thread's, and says where it is now.</summary>
    [RuntimeExport("sync_regs_managed")]
    private static PtRegs* ToThreadStack(PtRegs* regs, ulong unused, ulong leaked, ulong leakedFromUser)
    {
        Cpu.ClobberVectors();
        Invariants.CheckCleared(afterBadIret ? leaked : leaked | leakedFromUser);
        afterBadIret = false;
        var frame = (PtRegs*)PerCpu.TopOfThreadStack - 1;
        if (frame != regs)
            *frame = *regs;
        return frame;
    }

    /// <summary>An IRET to ring 3 faulted: makes a frame as if ring 3 had faulted right after it.</summary>
    [RuntimeExport("fixup_bad_iret_managed")]
    private static BadIretStack* AfterBadIret(BadIretStack* faulted)
    {
        Cpu.ClobberVectors();
        afterBadIret = true;
        SelfTest.Require("the address of a bad IRET", faulted->Regs.ip, EntryCode.ReturnInstruction);
        var fresh = (BadIretStack*)DescriptorTables.EntryStackTop - 1;
        var target = (ulong*)faulted->Regs.sp; // the frame IRET was to pop
        ulong ip = target[0], cs = target[1], flags = target[2], sp = target[3], ss = target[4];
        var copy = *faulted;
        *fresh = copy;
        fresh->Regs.ip = ip;
        fresh->Regs.cs = cs;
        fresh->Regs.flags = flags;
        fresh->Regs.sp = sp;
        fresh->Regs.ss = ss;
        return fresh;
    }

    [RuntimeExport("prepare_exit_to_usermode_managed")]
    private static void ToUser(PtRegs* regs)
    {
        Cpu.ClobberVectors();
        if (!regs->IsUser || (ulong)(regs + 1) != PerCpu.TopOfThreadStack)
            Machine.Panic("a return to ring 3 from", (ulong)regs);
        if ((Cpu.ReadFlags() & Cpu.FlagInterrupt) != 0)
            Machine.Panic("a return to ring 3 with interrupts on");
        if (PerCpu.InterruptDepth != -1)
            Machine.Panic("a return to ring 3 with the interrupt stack in use");
    }

    private struct BadIretStack
    {
        public ulong ErrorEntryReturn;
        public PtRegs Regs;
    }
}
