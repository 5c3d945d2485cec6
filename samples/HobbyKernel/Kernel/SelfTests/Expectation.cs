// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>What a test must have led to. Whatever is not named here must be the pattern the registers were filled with.</summary>
internal unsafe struct Expectation
{
    public const int NoVector = -1;

    private const ulong ArithmeticFlags = 0x8d5;

    /// <summary>Error codes of a page fault that ring 3 causes by reading: of a page that is not mapped at all, and of one that is, but not for ring 3.</summary>
    private const ulong NotMapped = 4, Mapped = 5;

    /// <summary>The error code when ring 3 reads kernel data.</summary>
    public static ulong OfKernelRead => CpuFeatures.Isolation ? NotMapped : Mapped;

    /// <summary>How often the kernel was entered, system calls not counted; the other number, where it is not 0, is that of some processors.</summary>
    public int Traps, OtherTraps;

    /// <summary>The last entry's vector and error code; the others are what some processors use instead.</summary>
    public int Vector, OtherVector;
    public ulong Error, OtherError;

    /// <summary>CR2 of a page fault, or 0.</summary>
    public ulong Address;

    /// <summary>The last frame holds registers that are not the program's.</summary>
    public bool ForeignFrame;

    /// <summary>Registers in that frame.</summary>
    public ulong FrameRax, FrameRcx, FrameR11, FrameFlags;

    /// <summary>Selectors there.</summary>
    public ulong FrameCs, FrameSs;

    /// <summary>The address there, where it is not one right before the test's end; 0 where it is.</summary>
    public ulong FrameIp;

    /// <summary>Flags in that frame that do not matter.</summary>
    public ulong IgnoredFlags;

    /// <summary>Registers afterwards.</summary>
    public ulong Rax, Rcx, R11, Cs, Ss;

    public static Expectation Of(Test test)
    {
        var expected = Untouched(test);
        switch (test)
        {
            case >= Test.SyscallSysret and <= Test.SyscallSingleStepped:
                AfterSystemCall(test, &expected);
                break;
            case >= Test.Breakpoint and <= Test.SingleStep:
                AfterException(test, &expected);
                break;
            case >= Test.Timer and <= Test.Nmi:
                AfterInterrupt(VectorOf(test), &expected);
                break;
            case >= Test.IretBadCs and <= Test.GsSelectorGood:
                AfterBadReturn(test, &expected);
                break;
            case Test.NmiBadCs or Test.NmiAbsentCs:
                AfterBadNmi(test, &expected);
                break;
            case >= Test.KernelReadAfterSysret and <= Test.EntryTextRead:
                AfterKernelRead(test, &expected);
                break;
            case Test.DebugAtSyscallEntry:
                Returned(&expected);
                Entered(&expected, 1, 0);
                expected.FrameRax = SystemCall.Echo;
                expected.FrameRcx = SelfTest.SystemCallReturn;
                expected.FrameR11 = Pattern.Flags;
                expected.IgnoredFlags = ArithmeticFlags; // QEMU loses them in SYSCALL; nothing depends on them
                expected.FrameIp = EntryCode.SyscallEntry;
                expected.FrameCs = EntryLayout.KERNEL_CS;
                expected.FrameSs = EntryLayout.KERNEL_DS;
                expected.FrameFlags = Pattern.Flags & ~(ArithmeticFlags | Cpu.FlagInterrupt | Cpu.FlagDirection | Cpu.FlagAlignmentCheck);
                break;
            default:
                Returned(&expected);
                break;
        }

        return expected;
    }

    /// <summary>The same for the ring-0 half of a test.</summary>
    public static Expectation InRing0(Test test)
    {
        var expected = Untouched(test);
        expected.FrameCs = EntryLayout.KERNEL_CS;
        expected.FrameSs = EntryLayout.KERNEL_DS;
        switch (test)
        {
            case Test.KernelBreakpoint:
                Entered(&expected, 3, 0);
                break;
            case Test.KernelInvalidOpcode:
                Entered(&expected, 6, 0);
                break;
            case Test.KernelPageFault:
                Entered(&expected, 14, 0);
                expected.Address = Layout.UserUnmapped;
                break;
            case Test.KernelGeneralProtection:
                Entered(&expected, 13, 0);
                break;
            case Test.KernelSingleStep:
                Entered(&expected, 1, 0);
                expected.FrameFlags |= Cpu.FlagTrap;
                break;
            case Test.KernelDoubleFault:
                Entered(&expected, 8, 0);
                break;
            case Test.KernelDoubleFaultUserGs:
                Entered(&expected, 8, 0);
                expected.FrameFlags &= ~Cpu.FlagInterrupt;
                break;
            case Test.KernelDeviceNested:
                AfterInterrupt(Vectors.Last, &expected);
                expected.Traps = 2;
                expected.ForeignFrame = true;
                break;
            case Test.KernelNmiNested:
                AfterInterrupt(NmiTest.Vector, &expected);
                expected.Traps = 3; // NMI, int3 in its handler, NMI
                break;
            default:
                AfterInterrupt(VectorOf(test), &expected);
                break;
        }

        return expected;
    }

    private static Expectation Untouched(Test test)
    {
        Expectation expected = default;
        expected.Vector = expected.OtherVector = NoVector;
        expected.Rax = expected.FrameRax = Pattern.General((int)test, 0);
        expected.Rcx = expected.FrameRcx = Pattern.General((int)test, 1);
        expected.R11 = expected.FrameR11 = Pattern.General((int)test, 11);
        expected.FrameFlags = Pattern.Flags;
        expected.Cs = expected.FrameCs = EntryLayout.USER_CS;
        expected.Ss = expected.FrameSs = EntryLayout.USER_DS;
        return expected;
    }

    private static void Entered(Expectation* expected, int vector, ulong error)
    {
        expected->Traps = 1;
        expected->Vector = expected->OtherVector = vector;
        expected->Error = expected->OtherError = error;
    }

    private static void Returned(Expectation* expected)
    {
        expected->Rax = expected->FrameRax = SystemCall.EchoResult;
        expected->Rcx = expected->FrameRcx = SelfTest.SystemCallReturn;
        expected->R11 = expected->FrameR11 = Pattern.Flags;
    }

    private static void AfterSystemCall(Test test, Expectation* expected)
    {
        var patterns = *expected;
        Returned(expected);
        switch (test)
        {
            case Test.SyscallIretForRcx:
                expected->Rcx = patterns.Rcx;
                break;
            case Test.SyscallIretForR11:
                expected->R11 = UserTests.OtherFlags;
                break;
            case Test.SyscallIretForResumeFlag:
                expected->R11 |= Cpu.FlagResume;
                break;
            case Test.SyscallIretForCs:
                expected->Cs = DescriptorTables.OtherUserCode;
                break;
            case Test.SyscallIretForSs:
                expected->Ss = DescriptorTables.OtherUserData;
                break;
            case Test.SyscallIretNotCanonical:
                Entered(expected, 13, 0);
                expected->Rcx = expected->FrameRcx = expected->FrameIp = UserTests.NotCanonical;
                break;
            case Test.SyscallSingleStepped:
                Entered(expected, 1, 0);
                expected->R11 = expected->FrameR11 = expected->FrameFlags = Pattern.Flags | Cpu.FlagTrap;
                expected->OtherTraps = 2; // Bochs traps at the first instruction of the entry code too
                break;
        }
    }

    private static void AfterException(Test test, Expectation* expected)
    {
        switch (test)
        {
            case Test.Breakpoint:
                Entered(expected, 3, 0);
                break;
            case Test.InvalidOpcode:
                Entered(expected, 6, 0);
                break;
            case Test.DivideError:
                Entered(expected, 0, 0);
                expected->Rcx = expected->FrameRcx = 0;
                break;
            case Test.Overflow:
                Entered(expected, 4, 0);
                break;
            case Test.FloatingPoint:
                Entered(expected, 16, 0);
                break;
            case Test.PageFaultRead:
                Entered(expected, 14, 4);
                expected->Address = Layout.UserUnmapped;
                break;
            case Test.PageFaultWrite:
                Entered(expected, 14, 7);
                expected->Address = Symbols.UserEntry;
                break;
            case Test.GeneralProtection:
                Entered(expected, 13, 0);
                break;
            case Test.SegmentNotPresent:
                Entered(expected, 11, DescriptorTables.AbsentUserData & ~3u);
                break;
            case Test.ClosedGate:
                Entered(expected, 13, 0x80 * 8 + 2);
                expected->OtherError = 0x80 * 16 + 2; // QEMU counts in descriptors of 16 bytes
                break;
            case Test.SingleStep:
                Entered(expected, 1, 0);
                expected->FrameFlags |= Cpu.FlagTrap;
                break;
        }
    }

    private static void AfterInterrupt(int vector, Expectation* expected)
    {
        Entered(expected, vector, vector == NmiTest.Vector ? EntryFrame.NmiError : 0);
        expected->Rcx = 0; // the program waits for it in rcx
    }

    private static int VectorOf(Test test) => test switch
    {
        Test.Timer or Test.KernelTimer => EntryLayout.LOCAL_TIMER_VECTOR,
        Test.DeviceFirst => Vectors.First,
        Test.DeviceMiddle or Test.KernelDevice => Vectors.Middle,
        Test.DeviceLast => Vectors.Last,
        _ => NmiTest.Vector,
    };

    private static void AfterBadReturn(Test test, Expectation* expected)
    {
        Returned(expected);
        switch (test)
        {
            case Test.IretBadCs:
                Entered(expected, 13, DescriptorTables.NoSegment & ~3u);
                expected->FrameCs = DescriptorTables.NoSegment;
                break;
            case Test.IretAbsentCs:
                Entered(expected, 11, DescriptorTables.AbsentUserCode & ~3u);
                expected->FrameCs = DescriptorTables.AbsentUserCode;
                break;
            case Test.IretNullSs:
                Entered(expected, 13, 0);
                expected->FrameSs = 0;
                break;
            case Test.IretAbsentSs:
                Entered(expected, 12, DescriptorTables.AbsentUserData & ~3u);
                expected->OtherVector = 11;
                expected->FrameSs = DescriptorTables.AbsentUserData;
                break;
            case Test.IretNullCs when !EntryCode.Lacks(Test.IretNullCs):
                Entered(expected, 13, 0);
                expected->FrameCs = 3; // a frame that was bad is one of ring 3
                break;
            case Test.IretCutAddress when !EntryCode.Lacks(Test.IretCutAddress):
                Entered(expected, 13, DescriptorTables.NoSegment & ~3u);
                expected->Traps = 2; // the breakpoint before IRET, and its fault
                expected->FrameCs = DescriptorTables.NoSegment;
                break;
            case Test.GsSelectorBad:
                Entered(expected, 13, DescriptorTables.NoSegment & ~3u);
                expected->ForeignFrame = true;
                break;
            case Test.GsSelectorAbsent:
                Entered(expected, 11, DescriptorTables.AbsentUserData & ~3u);
                expected->ForeignFrame = true;
                break;
        }
    }

    /// <summary>The program goes on as after a fault of its own, and waits no longer.</summary>
    private static void AfterBadNmi(Test test, Expectation* expected)
    {
        if (EntryCode.Lacks(test))
        {
            AfterInterrupt(NmiTest.Vector, expected);
            return;
        }

        expected->FrameCs = test == Test.NmiBadCs ? DescriptorTables.NoSegment : DescriptorTables.AbsentUserCode;
        Entered(expected, test == Test.NmiBadCs ? 13 : 11, expected->FrameCs & ~3u);
        expected->Traps = 2;
    }

    private static void AfterKernelRead(Test test, Expectation* expected)
    {
        if (test is Test.KernelReadAfterSysret or Test.KernelReadAfterBreakAtSwapgs or Test.KernelReadAfterBreakAtSysret)
            Returned(expected);

        Entered(expected, 14, test == Test.EntryTextRead ? Mapped : OfKernelRead);
        expected->Address = test == Test.EntryTextRead ? EntryCode.SyscallEntry : Symbols.SecretData;
        if (test is Test.KernelReadAfterIret or Test.KernelReadAfterBreakAtSwapgs or Test.KernelReadAfterBreakAtSysret)
            expected->Traps = 2;
        if (test == Test.EntryTextRead)
            expected->Rcx = expected->FrameRcx = EntryCode.SyscallEntry; // where the program has the address
    }
}
