// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>The ring-3 half of the tests.</summary>
internal static unsafe class UserTests
{
    /// <summary>No reason for IRET in themselves, only that they differ from the flags to return with.</summary>
    public const ulong OtherFlags = Pattern.Flags ^ 0x41;

    private const ulong SwapgsBytes = 3;

    public const ulong NotCanonical = 0x8000_0000_0000_0000;

    private static ulong gsSelector;

    private static bool hasBegun;

    /// <summary>After a fault, ring 3 goes on behind the instruction, with segments that work.</summary>
    public static void Resume(PtRegs* regs)
    {
        regs->ip = *Symbols.UserResume;
        regs->cs = EntryLayout.USER_CS;
        regs->ss = EntryLayout.USER_DS;
    }

    /// <summary>The system call that comes straight back, unless the running test wants it to go wrong.</summary>
    public static void Echo(PtRegs* regs)
    {
        if (!hasBegun)
            Registers.CheckBegin(Symbols.UserProbe);
        hasBegun = true;
        CheckFrame(regs);
        EntryFrame.MarkWayBack();
        regs->ax = SystemCall.EchoResult;
        switch (SelfTest.Running)
        {
            case Test.SyscallOtherStack:
                regs->sp -= Layout.OtherStackBelow;
                break;
            case Test.SyscallIretForRcx:
                regs->cx = Pattern.General((int)Test.SyscallIretForRcx, 1);
                break;
            case Test.SyscallIretForR11:
                regs->r11 = OtherFlags;
                break;
            case Test.SyscallIretForResumeFlag:
                regs->flags |= Cpu.FlagResume;
                regs->r11 |= Cpu.FlagResume;
                break;
            case Test.SyscallIretForCs:
                regs->cs = DescriptorTables.OtherUserCode;
                break;
            case Test.SyscallIretForSs:
                regs->ss = DescriptorTables.OtherUserData;
                break;
            case Test.SyscallIretNotCanonical:
                regs->cx = regs->ip = NotCanonical;
                break;
            case Test.IretBadCs:
                regs->cs = DescriptorTables.NoSegment;
                break;
            case Test.IretAbsentCs:
                regs->cs = DescriptorTables.AbsentUserCode;
                break;
            case Test.IretNullSs:
                regs->ss = 0;
                break;
            case Test.IretAbsentSs:
                regs->ss = DescriptorTables.AbsentUserData;
                break;
            case Test.IretNullCs when !EntryCode.Lacks(Test.IretNullCs):
                regs->cs = 0;
                break;
            case Test.IretCutAddress when !EntryCode.Lacks(Test.IretCutAddress):
                regs->cs = DescriptorTables.NoSegment;
                ArmBreakpoint(EntryCode.ReturnInstruction);
                break;
            case Test.GsSelectorBad:
                SetGsSelector(DescriptorTables.NoSegment, 0);
                break;
            case Test.GsSelectorAbsent:
                SetGsSelector(DescriptorTables.AbsentUserData, 0);
                break;
            case Test.GsSelectorGood:
                SetGsSelector(EntryLayout.USER_DS, EntryLayout.USER_DS);
                break;
            case Test.KernelReadAfterBreakAtSwapgs:
                ArmBreakpoint(SwapgsBeforeSysret());
                break;
            case Test.KernelReadAfterBreakAtSysret:
                ArmBreakpoint(SwapgsBeforeSysret() + SwapgsBytes);
                break;
            case Test.DebugAtSyscallEntry:
                Cpu.WriteDr7(0);
                break;
        }
    }

    /// <summary>
    /// Early AMD processors report a fault of the IRET to ring 3 at the lower 32 bits of its address. Here it does so because it runs there: a breakpoint stops before
    /// it, with registers, gs base and page tables as it finds them, and it goes on at the other address, where the same page is mapped.
    /// </summary>
    public static void CutReturnAddress(PtRegs* regs)
    {
        if (SelfTest.Running != Test.IretCutAddress || regs->IsUser || regs->ip != EntryCode.ReturnInstruction)
            return;
        var target = (ulong*)regs->sp; // the frame it will pop
        if ((target[1] & 3) == 0)
            return; // out of a breakpoint in ring 0
        Cpu.WriteDr7(0);
        regs->ip = (uint)regs->ip;
    }

    /// <summary>A breakpoint on the last steps of a system call's way back stops once: with the user's page tables, and with one gs base or the other.</summary>
    public static void PassBreakpointOnWayBack()
    {
        if (SelfTest.Running is Test.KernelReadAfterBreakAtSwapgs or Test.KernelReadAfterBreakAtSysret)
            Cpu.WriteDr7(0);
    }

    /// <summary>
    /// Between tests ring 3 reads kernel data: whatever came on its last way back, an NMI before the last instruction too, must have left it the user's page tables.
    /// </summary>
    public static void CheckReadBetweenTests(ulong error)
    {
        if (SelfTest.Running == Test.None)
            SelfTest.Require("the error code of a read of kernel data", error, Expectation.OfKernelRead);
    }

    /// <summary>Compares what the program stored with what it must have found.</summary>
    public static void Check()
    {
        var test = SelfTest.Running;
        var expected = Expectation.Of(test);
        if (KernelTests.Has(test))
            KernelTests.Check(test);
        else
            Registers.CheckTrap(test, &expected, Symbols.UserStackTop - Layout.UserStackBelowTop);
        Registers.CheckProbe(test, &expected, Symbols.UserProbe, Symbols.UserStackTop - Layout.UserStackBelowTop);
        CheckSegments(&expected);
        if (!SelfTest.Repeats) // else a debugger's interrupt may have come since, or the read of kernel data, and they return from the same stack
            EntryFrame.RequireWayBack(test);
        Report.Passed(test);
        SelfTest.Forget();
        if (test + 1 == Test.DebugAtSyscallEntry)
            ArmBreakpoint(EntryCode.SyscallEntry);
    }

    /// <summary>A system call's frame holds the program's registers, but for rcx and r11, which SYSCALL uses, and rax.</summary>
    private static void CheckFrame(PtRegs* regs)
    {
        var test = (int)SelfTest.Running;
        for (var register = 0; register < Pattern.GeneralRegisters; register++)
        {
            if (register is not (0 or 1 or Pattern.RegisterRsp or 11))
                SelfTest.Require("a register in the system call's frame", Registers.InFrame(regs, register), Pattern.General(test, register));
        }

        SelfTest.Require("sp in the system call's frame", regs->sp, Symbols.UserStackTop - Layout.UserStackBelowTop);
        SelfTest.Require("rcx in the system call's frame", regs->cx, regs->ip);
        SelfTest.Require("r11 in the system call's frame", regs->r11, regs->flags);
        EntryFrame.RequireSystemCall(regs);
        SelfTest.Require("cs in the system call's frame", regs->cs, EntryLayout.USER_CS);
        SelfTest.Require("ss in the system call's frame", regs->ss, EntryLayout.USER_DS);
    }

    private static void CheckSegments(Expectation* expected)
    {
        var probe = Symbols.UserProbe;
        SelfTest.Require("cs", *(ulong*)(probe + Probe.Cs), expected->Cs);
        SelfTest.Require("ss", *(ulong*)(probe + Probe.Ss), expected->Ss);
        SelfTest.Require("gs", *(ulong*)(probe + Probe.Gs), gsSelector);
        SelfTest.Require("the memory at gs:0", *(ulong*)(probe + Probe.GsBase), Layout.UserGsMark);
    }

    /// <summary>Loads gs as the entry code does it for whoever asks, and gives the program its base back.</summary>
    private static void SetGsSelector(uint selector, ulong expected)
    {
        const ulong kept = Cpu.FlagInterrupt | Cpu.FlagDirection | Cpu.FlagAlignmentCheck | Cpu.FlagTrap;
        Invariants.UserGsBaseUnknown = true;
        if (EntryFrame.LoadsGsWithInterruptsOn)
            Cpu.EnableInterrupts(); // it turns them off and must turn them on again
        var flags = Cpu.ReadFlags() & kept;
        SelfTest.Require("bits of kept registers changed by a load of gs", Cpu.CallChanges(EntryCode.LoadGsIndex, selector), 0);
        EntryFrame.RequireLoaded(expected != 0);
        SelfTest.Require("the flags after a load of gs", Cpu.ReadFlags() & kept, flags);
        Cpu.DisableInterrupts();
        Cpu.WriteMsr(Cpu.MsrKernelGsBase, Layout.UserGsBase);
        Invariants.UserGsBaseUnknown = false;
        gsSelector = expected;
    }

    /// <summary>Where the last two instructions of a system call's way back lie, SWAPGS and SYSRET.</summary>
    private static ulong SwapgsBeforeSysret()
    {
        const ulong bytes = 0x070f48_f8010f, mask = 0xffffff_ffffff;
        var place = EntryCode.SyscallEntry;
        while ((*(ulong*)place & mask) != bytes)
            place++;
        return place;
    }

    private static void ArmBreakpoint(ulong address)
    {
        const ulong onExecution = 0x402; // breakpoint 0, global
        Cpu.WriteDr0(address);
        Cpu.WriteDr7(onExecution);
    }
}
