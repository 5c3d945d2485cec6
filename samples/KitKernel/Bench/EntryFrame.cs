// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>What only the kit's entry code leaves in a frame, on a stack and in the GS bases.</summary>
internal static unsafe class EntryFrame
{
    /// <summary>What an NMI's handler is given as error code.</summary>
    public const ulong NmiError = 0;

    /// <summary>Loads of gs want interrupts off.</summary>
    public static bool LoadsGsWithInterruptsOn => false;

    /// <summary>Returns to ring 3 since the last verdict, as the function counts that is called before each.</summary>
    public static ulong Returns { get; set; }

    private const ulong SystemCallVector = 256;

    /// <summary>Never a selector.</summary>
    private const ulong Unused = 0x1234_5678_9abc_def0;

    public static void RequireVector(PtRegs* regs, int vector) => SelfTest.Require("the vector in the frame", regs->vector, (ulong)vector);

    public static void RequireSystemCall(PtRegs* regs)
    {
        SelfTest.Require("the vector in the system call's frame", regs->vector, SystemCallVector);
        SelfTest.Require("the error code in the system call's frame", regs->error, 0);
        SelfTest.Require("ax in the system call's frame", regs->ax, SystemCall.Echo);
    }

    /// <summary>Whether a frame of ring 3 lies where it must: vectors with a stack of their own keep it there, NMIs on their second one.</summary>
    public static bool IsPlaceOfUserFrame(PtRegs* regs) => (ulong)(regs + 1) == regs->vector switch
    {
        NmiTest.Vector => PerCpu.Base + CpuArea.NmiWorkStack,
        1 => DescriptorTables.InterruptStackTop(EntryLayout.DEBUG_STACK),
        8 => DescriptorTables.InterruptStackTop(EntryLayout.DOUBLEFAULT_STACK),
        _ => PerCpu.TopOfThreadStack,
    };

    /// <summary>Whether it may be the base that SWAPGS would bring. Paranoid entries that choose the base by rsp do not swap, so that in their handlers the other one may be the kernel's too.</summary>
    public static bool IsOtherBase(PtRegs* regs, ulong value) => value == Layout.UserGsBase || value == PerCpu.Base && (regs->vector is 1 or 2 or 8 || IsInParanoidHandler(regs));

    private static bool IsInParanoidHandler(PtRegs* regs) => !regs->IsUser && regs->sp > PerCpu.Base + CpuArea.EntryStack && regs->sp <= PerCpu.Base + CpuArea.NmiWorkStack;

    /// <summary>What a load of gs returns.</summary>
    public static void RequireLoaded(bool expected) => SelfTest.Require("what a load of gs returns", Symbols.CallResult, expected ? 1u : 0);

    /// <summary>Before a system call goes back: whether it leaves by the entry stack will show there.</summary>
    public static void MarkWayBack() => *((ulong*)DescriptorTables.EntryStackTop - 1) = Unused;

    /// <summary>With isolation, an IRET to ring 3 takes its frame off the entry stack; without, both ways look the same.</summary>
    public static void RequireWayBack(Test test)
    {
        if (Returns < (test is Test.SingleStep or Test.Nmi ? 1u : 2u)) // the last verdict's, and the test's own; paranoid entries have none
            SelfTest.Fail("returns to ring 3 that were told of", Returns, 2);
        Returns = 0;
        if (!CpuFeatures.Isolation)
            return;
        var left = *((ulong*)DescriptorTables.EntryStackTop - 1);
        if (test == Test.SyscallSysret)
            SelfTest.Require("what SYSRET leaves on the entry stack", left, Unused);
        if (test is >= Test.SyscallIretForRcx and <= Test.SyscallIretForCs)
            SelfTest.Require("what IRET leaves on the entry stack", left, EntryLayout.USER_DS);
    }
}
