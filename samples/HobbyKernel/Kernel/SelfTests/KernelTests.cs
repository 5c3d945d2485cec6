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
        if (test == Test.KernelSoftirq)
            EntryCode.DoSoftirqOwnStack();
        else
            ProbeRegisters((uint)test);
    }

    public static void Check(Test test)
    {
        if (test == Test.KernelSoftirq)
        {
            SelfTest.Require("softirqs", SelfTest.SoftirqRan ? 1UL : 0, 1);
            SelfTest.SoftirqRan = false;
            return;
        }

        var expected = Expectation.InRing0(test);
        Registers.CheckTrap(test, &expected, *Symbols.KernelStack);
        Registers.CheckProbe(test, &expected, Symbols.KernelProbeArea, *Symbols.KernelStack);
    }

    [RuntimeImport("*", "kernel_probe")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void ProbeRegisters(uint test);
}
