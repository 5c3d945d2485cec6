// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>The ways into the kernel that the self-test takes, in order. The ring-3 program triggers them, C# checks what came of it.</summary>
internal enum Test
{
    None,

    // System calls, and every reason to return from one by IRET.
    SyscallSysret,
    SyscallOtherStack,
    SyscallIretForRcx,
    SyscallIretForR11,
    SyscallIretForResumeFlag,
    SyscallIretForCs,
    SyscallIretForSs,
    SyscallIretNotCanonical,
    SyscallSingleStepped,

    // Exceptions from ring 3, without and with an error code.
    Breakpoint,
    InvalidOpcode,
    DivideError,
    Overflow,
    FloatingPoint,
    PageFaultRead,
    PageFaultWrite,
    GeneralProtection,
    SegmentNotPresent,
    ClosedGate,
    SingleStep,

    // Interrupts that arrive in ring 3.
    Timer,
    DeviceFirst,
    DeviceMiddle,
    DeviceLast,
    Nmi,

    // Faults of the kernel's own IRET and segment loads.
    IretBadCs,
    IretAbsentCs,
    IretNullSs,
    IretAbsentSs,
    IretNullCs,
    IretCutAddress,
    GsSelectorBad,
    GsSelectorAbsent,
    GsSelectorGood,
    NmiBadCs,
    NmiAbsentCs,

    // What ring 3 can see of the kernel.
    KernelReadAfterSysret,
    KernelReadAfterIret,
    KernelReadAfterBreakAtSwapgs,
    KernelReadAfterBreakAtSysret,
    EntryTextRead,

    // The same entries from ring 0.
    KernelBreakpoint,
    KernelInvalidOpcode,
    KernelPageFault,
    KernelGeneralProtection,
    KernelSingleStep,
    KernelTimer,
    KernelDevice,
    KernelDeviceNested,
    KernelNmi,
    KernelNmiNested,
    KernelDoubleFault,
    KernelDoubleFaultUserGs,
    KernelSoftirq,

    // #DB between SYSCALL and SWAPGS: ring 0 with the user's gs and page tables.
    DebugAtSyscallEntry,

    Count,
}
