// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace HobbyKernel;

/// <summary>The tests that interrupt the kernel itself.</summary>
internal static unsafe class KernelTests
{
    public static bool Has(Test test) => test is >= Test.KernelBreakpoint and <= Test.KernelSoftirq;

    public static void Run(Test test)
    {
        if (test != Test.KernelSoftirq)
        {
            ProbeRegisters((uint)test);
            return;
        }

        RunSoftirq();
    }

    /// <summary>A softirq on the stack of interrupts, from wherever the caller is.</summary>
    public static void RunSoftirq()
    {
        if (EntryCode.Lacks(Test.KernelSoftirq))
            return;
        SelfTest.ExpectedSoftirqs++;
        SelfTest.Require("bits of kept registers changed by a softirq", Cpu.CallChanges(EntryCode.DoSoftirqOwnStack, 0), 0);
    }

    public static void Check(Test test)
    {
        SelfTest.Require("softirqs that did not run", (ulong)SelfTest.ExpectedSoftirqs, 0);
        if (test == Test.KernelSoftirq)
            return;

        var expected = Expectation.InRing0(test);
        Registers.CheckTrap(test, &expected, *Symbols.KernelStack);
        var probe = Symbols.KernelProbeArea;
        Registers.CheckProbe(test, &expected, probe, *Symbols.KernelStack);
        SelfTest.Require("cs in ring 0", *(ulong*)(probe + Probe.Cs), EntryLayout.KERNEL_CS);
        SelfTest.Require("ss in ring 0", *(ulong*)(probe + Probe.Ss), EntryLayout.KERNEL_DS);
    }

    [RuntimeImport("*", "kernel_probe")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void ProbeRegisters(uint test);
}
