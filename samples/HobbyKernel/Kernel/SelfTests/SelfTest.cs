// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>The running test and what the kernel has seen of it.</summary>
internal static unsafe class SelfTest
{
    public const int MostTraps = 8;

    private static TrapRecord* records;

    /// <summary>Traps since the last verdict.</summary>
    public static int Traps { get; private set; }

    /// <summary>Softirqs that were asked for and have not run yet.</summary>
    public static int ExpectedSoftirqs { get; set; }

    /// <summary>Where the last system call was to return to.</summary>
    public static ulong SystemCallReturn { get; set; }

    /// <summary>The kernel was started to run the tests over and over, for a debugger to interrupt.</summary>
    public static bool Repeats => *Symbols.UserRepeat != 0;

    public static Test Running => (Test)(int)*Symbols.UserTest;

    public static void Prepare(bool repeat)
    {
        records = (TrapRecord*)Pages.Allocate(1);
        *Symbols.UserEntryCode = EntryCode.SyscallEntry;
        *Symbols.UserRepeat = repeat ? 1UL : 0;
    }

    public static TrapRecord* Trap(int index) => records + index;

    public static void Record(int vector, PtRegs* regs, ulong error)
    {
        if (Running == Test.None)
            return; // a read between tests, which is judged at once
        if (Repeats && (vector is NmiTest.Vector or Vectors.Debugger || NmiTest.InBreakpoint))
            return; // the debugger's
        if (Traps == MostTraps)
            Unexpected(vector, regs, error);
        var record = records + Traps++;
        record->Vector = vector;
        record->Error = error;
        record->Address = Cpu.ReadCr2();
        record->Regs = *regs;
    }

    public static void CountSoftirq()
    {
        if (ExpectedSoftirqs-- == 0)
            Machine.Panic("a softirq that nobody asked for");
    }

    public static void Forget() => Traps = 0;

    public static void Unexpected(int vector, PtRegs* regs, ulong error)
    {
        Console.Write("PANIC: vector ");
        Console.WriteDecimal((uint)vector);
        Console.Write(" in test ");
        Console.Write(TestNames.Of(Running));
        Value(", error", error);
        Value(", ip", regs->ip);
        Value(", cs", regs->cs);
        Value(", sp", regs->sp);
        Value(", CR2", Cpu.ReadCr2());
        Console.Write('\n');
        Machine.Stop(false);
    }

    public static void Fail(string what, ulong actual, ulong expected)
    {
        Console.Write("FAILED: ");
        Console.Write(TestNames.Of(Running));
        Console.Write(": ");
        Value(what, actual);
        Value(", expected", expected);
        Console.Write('\n');
        Machine.Stop(false);
    }

    public static void Require(string what, ulong actual, ulong expected)
    {
        if (actual != expected)
            Fail(what, actual, expected);
    }

    private static void Value(string name, ulong value)
    {
        Console.Write(name);
        Console.Write(' ');
        Console.WriteHex(value);
    }
}

/// <summary>One entry into the kernel, as its handler saw it.</summary>
internal struct TrapRecord
{
    public int Vector;
    public ulong Error;

    /// <summary>CR2 at the time.</summary>
    public ulong Address;
    public PtRegs Regs;
}
