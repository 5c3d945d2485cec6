// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace MyKernel;

/// <summary>The kernel: starts what it has, tries all of it, runs a program and ends.</summary>
internal static unsafe class Kernel
{
    private const uint TimerCount = 20_000;

    private const ulong UserCode = 0x400000, UserStack = 0x500000, TrampolinePage = 0x8000;

    private const ulong SelectorOfUserCode = 0x23, SelectorOfUserData = 0x1b, InterruptFlag = 0x202;

    private const ulong StackBytes = 16384, VectorBytes = 4096;

    private static ThreadContext mainThread, otherThread, userThread;
    private static volatile uint otherRan;
    private static volatile bool secondRuns;

    /// <summary>Lines that the program has written.</summary>
    public static uint Lines;

    [RuntimeImport("*", "user_start")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void user_start();

    [RuntimeImport("*", "user_end")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void user_end();

    [RuntimeExport("kernel_main")]
    private static void Main(void* loader, int protocol)
    {
        Console.Prepare();
        Console.Write(protocol == 0 ? "MyKernel, loaded by PVH\n" : protocol == 1 ? "MyKernel, loaded by Multiboot2\n" : "MyKernel, loaded from UEFI\n");
        var area = Pages.New(CpuArea.Size, CpuArea.Size);
        Cpu.Start(area, 0);
        Apic.MaskOldControllers();
        Apic.Prepare();
        Exceptions();
        NonMaskableInterrupts();
        Timer();
        SecondProcessor();
        Threads();
        RunProgram();
        Report.Check("the program went to its end", Lines == 8 && !Traps.ProgramFailed);
        Report.End();
    }

    private static void Exceptions()
    {
        Probe.Breakpoint();
        Report.Check("a breakpoint comes back", Traps.Breakpoints == 1);
        ulong value;
        Report.Check("copying from memory that is not there stops", Cpu.CopyFromUser(&value, 0x7000_0000_0000, 8) == 8);
        Report.Check("copying from the kernel as if from a program is refused", Cpu.CopyFromUser(&value, (ulong)&value, 8) == 8);
        Report.Check("loading a bad selector into gs fails", Cpu.LoadUserGs(0xfff0) == 0);
        Report.Check("loading a good selector into gs works", Cpu.LoadUserGs((uint)SelectorOfUserData) == 1);
        Report.Check("loading a bad selector into ds fails", Cpu.LoadSegments(0xfff0, 0, 0) == 0);
        Report.Check("the processor's own memory is still there", *(ulong*)Cpu.Area() == (ulong)Cpu.Area());
    }

    private static void NonMaskableInterrupts()
    {
        Apic.SendNmi(0);
        while (Traps.Nmis == 0)
            Cpu.Pause();
        Report.Check("an NMI comes", Traps.Nmis == 1);
        Traps.NmisToNest = 3;
        Apic.SendNmi(0);
        while (Traps.Nmis < 5)
            Cpu.Pause();
        Report.Check("NMIs nest", Traps.Nmis == 5 && Traps.NmisToNest == 0);
    }

    private static void Timer()
    {
        Apic.StartTimer(TimerCount);
        var start = Traps.Ticks;
        while (Traps.Ticks - start < 3)
            Cpu.Wait();
        Report.Check("the timer ticks", true);
    }

    /// <summary>The second processor has number 1 here. A machine without it leaves the page as it is.</summary>
    private static void SecondProcessor()
    {
        var area = Pages.New(CpuArea.Size, CpuArea.Size);
        delegate*<void*, void> function = &Second;
        Cpu.PlaceTrampoline((void*)TrampolinePage, function, area, area + CpuArea.StartStack);
        Apic.Start(1, TrampolinePage);
        var start = Traps.Ticks;
        while (!secondRuns && Traps.Ticks - start < 100)
            Cpu.Wait();
        if (!secondRuns)
        {
            Console.Write("one processor\n");
            return;
        }

        var calls = Traps.Calls;
        Apic.Call(1);
        while (Traps.Calls == calls)
            Cpu.Pause();
        Report.Check("a second processor runs and answers", true);
    }

    private static void Second(void* area)
    {
        Cpu.Start((byte*)area, 1);
        Apic.Prepare();
        secondRuns = true;
        while (true)
            Cpu.Wait();
    }

    /// <summary>A second thread that takes turns with the first.</summary>
    private static void Threads()
    {
        fixed (ThreadContext* first = &mainThread, second = &otherThread)
        {
            first->KernelStack = (ulong)(Cpu.Area() + CpuArea.StartStack);
            first->Vectors = NewVectors();
            second->Vectors = NewVectors();
            delegate*<void*, void> function = &Other;
            Cpu.NewThread(second, Pages.New(StackBytes) + StackBytes, function, first);
            for (uint turn = 1; turn <= 3; turn++)
            {
                if (Cpu.Switch(first, second) != second)
                    Machine.Panic("another thread came back");
                Report.Check("threads take turns", otherRan == turn);
            }
        }
    }

    private static ulong NewVectors()
    {
        var area = Pages.New(VectorBytes);
        Cpu.PrepareVectors(area);
        return (ulong)area;
    }

    private static void Other(void* first)
    {
        fixed (ThreadContext* second = &otherThread)
        {
            while (true)
            {
                otherRan++;
                Cpu.Switch(second, (ThreadContext*)first);
            }
        }
    }

    /// <summary>A thread in ring 3 with page tables of its own.</summary>
    private static void RunProgram()
    {
        TrapFrame frame = default;
        frame.Rip = UserCode;
        frame.Cs = SelectorOfUserCode;
        frame.Rflags = InterruptFlag;
        frame.Rsp = UserStack + Pages.Size;
        frame.Ss = SelectorOfUserData;
        var space = Pages.NewSpace(*(ulong*)(Cpu.Area() + CpuArea.KernelCr3));
        MapProgram(space);
        fixed (ThreadContext* first = &mainThread, program = &userThread)
        {
            program->KernelCr3 = Pages.PhysicalOf(space);
            program->UserCr3 = Isolation.UserTables(space);
            program->Vectors = NewVectors();
            first->KernelCr3 = *(ulong*)(Cpu.Area() + CpuArea.KernelCr3);
            Cpu.NewUserThread(program, Pages.New(StackBytes) + StackBytes, &frame);
            Cpu.Switch(first, program);
        }
    }

    public static void MapProgram(ulong* space)
    {
        ulong start = (ulong)(delegate*<void>)&user_start, end = (ulong)(delegate*<void>)&user_end;
        for (var at = start; at < end; at += Pages.Size)
            Pages.Map(space, UserCode + at - start, at - Pages.KernelBase, Pages.User);
        Pages.Map(space, UserStack, Pages.PhysicalOf(Pages.New(Pages.Size)), Pages.User | Pages.Writable | Pages.NoExecute);
    }

    /// <summary>Back to the thread that started the program, for good.</summary>
    public static void ProgramEnded()
    {
        Cpu.InterruptsOff();
        fixed (ThreadContext* first = &mainThread, program = &userThread)
            Cpu.Switch(program, first);
    }
}
