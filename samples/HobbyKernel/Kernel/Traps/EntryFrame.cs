// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>What only this entry code leaves in a frame, on a stack and in the GS bases.</summary>
internal static unsafe class EntryFrame
{
    /// <summary>What an NMI's handler is given as error code.</summary>
    public const ulong NmiError = ~0UL;

    /// <summary>It expects loads of gs with interrupts on, turns them off, and on again.</summary>
    public static bool LoadsGsWithInterruptsOn => true;

    public static void RequireVector(PtRegs* regs, int vector)
    {
        if (vector < EntryLayout.FIRST_EXTERNAL_VECTOR)
            SelfTest.Require("orig_ax in the frame", regs->orig_ax, ~0UL);
    }

    public static void RequireSystemCall(PtRegs* regs) => SelfTest.Require("ax in the system call's frame", regs->ax, unchecked((ulong)-EntryLayout.ENOSYS));

    /// <summary>Whether a frame of ring 3 lies where it must.</summary>
    public static bool IsPlaceOfUserFrame(PtRegs* regs) => (ulong)(regs + 1) == PerCpu.TopOfThreadStack;

    /// <summary>Whether it may be the base that SWAPGS would bring.</summary>
    public static bool IsOtherBase(PtRegs* regs, ulong value) => value == Layout.UserGsBase;

    /// <summary>What a load of gs returns: nothing.</summary>
    public static void RequireLoaded(bool expected)
    {
    }

    /// <summary>Before a system call goes back.</summary>
    public static void MarkWayBack()
    {
    }

    /// <summary>
    /// Which way a system call went back shows in what it left on the entry stack: SYSRET takes the stack pointer from there, IRET a frame that begins with ss.
    /// </summary>
    public static void RequireWayBack(Test test)
    {
        var left = *((ulong*)DescriptorTables.EntryStackTop - 1);
        if (test == Test.SyscallSysret)
            SelfTest.Require("what SYSRET leaves on the entry stack", left, Symbols.UserStackTop - Layout.UserStackBelowTop);
        if (test is >= Test.SyscallIretForRcx and <= Test.SyscallIretForCs)
            SelfTest.Require("what IRET leaves on the entry stack", left, EntryLayout.USER_DS);
    }
}
