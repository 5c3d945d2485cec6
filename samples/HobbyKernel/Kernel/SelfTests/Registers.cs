// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>Compares frames and probes with the patterns, register by register.</summary>
internal static unsafe class Registers
{
    /// <summary>A general register, by its number, in a frame.</summary>
    public static ulong InFrame(PtRegs* regs, int register) => *PlaceInFrame(regs, register);

    /// <summary>Where it is.</summary>
    public static ulong* PlaceInFrame(PtRegs* regs, int register) => register switch
    {
        0 => &regs->ax,
        1 => &regs->cx,
        2 => &regs->dx,
        3 => &regs->bx,
        4 => &regs->sp,
        5 => &regs->bp,
        6 => &regs->si,
        7 => &regs->di,
        8 => &regs->r8,
        9 => &regs->r9,
        10 => &regs->r10,
        11 => &regs->r11,
        12 => &regs->r12,
        13 => &regs->r13,
        14 => &regs->r14,
        _ => &regs->r15,
    };

    /// <summary>The last entry: that it is the expected one, and that its frame shows the interrupted registers.</summary>
    public static void CheckTrap(Test test, Expectation* expected, ulong stack)
    {
        if (expected->OtherTraps == 0 || SelfTest.Traps != expected->OtherTraps)
            SelfTest.Require("entries", (ulong)SelfTest.Traps, (ulong)expected->Traps);
        if (SelfTest.Traps == 0)
            return;
        var trap = SelfTest.Trap(SelfTest.Traps - 1);
        if (trap->Vector != expected->OtherVector)
            SelfTest.Require("vector", (ulong)trap->Vector, (ulong)expected->Vector);
        if (trap->Error != expected->OtherError)
            SelfTest.Require("error code", trap->Error, expected->Error);
        if (expected->Address != 0)
            SelfTest.Require("CR2", trap->Address, expected->Address);
        if (!expected->ForeignFrame)
            CheckFrame(test, expected, &trap->Regs, trap->Vector, stack);
    }

    /// <summary>What the program found in its general registers when it began.</summary>
    public static void CheckBegin(byte* probe)
    {
        for (var register = 0; register < Pattern.GeneralRegisters; register++)
            SelfTest.Require("a register in which the program begins", *(ulong*)(probe + Probe.General + 8 * register), register == Pattern.RegisterRsp ? Symbols.UserStackTop : Pattern.General((int)Test.None, register));
    }

    /// <summary>What was stored after the test: general registers, flags, vector registers.</summary>
    public static void CheckProbe(Test test, Expectation* expected, byte* probe, ulong stack)
    {
        for (var register = 0; register < Pattern.GeneralRegisters; register++)
        {
            var value = register switch
            {
                0 => expected->Rax,
                1 => expected->Rcx,
                Pattern.RegisterRsp => stack,
                11 => expected->R11,
                _ => Pattern.General((int)test, register),
            };
            var actual = *(ulong*)(probe + Probe.General + 8 * register);
            if (actual != value)
            {
                Console.Write("register ");
                Console.WriteDecimal((uint)register);
                Console.Write(' ');
                SelfTest.Fail("afterwards", actual, value);
            }
        }

        SelfTest.Require("flags afterwards", *(ulong*)(probe + Probe.Flags), Pattern.Flags);
        SelfTest.Require("MXCSR afterwards", *(uint*)(probe + Probe.Mxcsr), Pattern.Mxcsr);
        for (var half = 0; half < 2 * Pattern.VectorRegisters; half++)
            SelfTest.Require("a vector register afterwards", *(ulong*)(probe + Probe.Vectors + 8 * half), Pattern.Vector(half / 2, half % 2));
    }

    private static void CheckFrame(Test test, Expectation* expected, PtRegs* regs, int vector, ulong stack)
    {
        var isDoubleFault = test is Test.KernelDoubleFault or Test.KernelDoubleFaultUserGs;
        for (var register = 0; register < Pattern.GeneralRegisters; register++)
        {
            var value = register switch
            {
                0 => expected->FrameRax,
                1 => expected->FrameRcx,
                Pattern.RegisterRsp => stack,
                11 => expected->FrameR11,
                _ => Pattern.General((int)test, register),
            };
            if (register != Pattern.RegisterRsp || !isDoubleFault)
                SelfTest.Require("a register in the frame", InFrame(regs, register), value);
        }

        SelfTest.Require("flags in the frame", regs->flags & ~(Cpu.FlagResume | expected->IgnoredFlags), expected->FrameFlags);
        SelfTest.Require("cs in the frame", regs->cs, expected->FrameCs);
        SelfTest.Require("ss in the frame", regs->ss, expected->FrameSs);
        if (!isDoubleFault && !SelfTest.Repeats) // else the next read of kernel data has said already where it goes on
            CheckAddress(regs->ip, expected);
        EntryFrame.RequireVector(regs, vector);
    }

    /// <summary>A test is a few instructions long.</summary>
    private static void CheckAddress(ulong ip, Expectation* expected)
    {
        const ulong most = 256;
        var resume = (expected->FrameCs & 3) == 0 ? *Symbols.KernelResume : *Symbols.UserResume;
        if (expected->FrameIp != 0)
            SelfTest.Require("ip in the frame", ip, expected->FrameIp);
        else if (ip > resume || ip < resume - most)
            SelfTest.Fail("ip in the frame", ip, resume);
    }
}
