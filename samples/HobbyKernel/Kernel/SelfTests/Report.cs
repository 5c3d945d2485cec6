// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>The report on the serial port.</summary>
internal static unsafe class Report
{
    private const int NameColumn = 52;

    private static uint passed;

    public static void Begin()
    {
        Console.Write("HobbyKernel: isolation ");
        Console.Write(CpuFeatures.Isolation ? "on" : "off");
        Console.Write(", PCID ");
        Console.Write(CpuFeatures.Pcid ? "on" : "off");
        Console.Write(", page-table levels ");
        Console.WriteDecimal((uint)PageTable.Levels);
        Console.Write(", SMAP ");
        Console.Write(CpuFeatures.Smap ? "on" : "off");
        Console.Write(", entry code ");
        Console.Write(EntryCode.Form);
        Console.Write('\n');
    }

    public static void Passed(Test test)
    {
        if (SelfTest.Repeats || EntryCode.Lacks(test))
            return;
        passed++;
        Console.WriteColumn(TestNames.Of(test), NameColumn);
        if (SelfTest.Traps > 0)
        {
            var trap = SelfTest.Trap(SelfTest.Traps - 1);
            Console.Write("vector ");
            Console.WriteDecimal((uint)trap->Vector);
            if (trap->Error is not (0 or ~0UL))
            {
                Console.Write(", error ");
                Console.WriteHex(trap->Error);
            }

            Console.Write(' ');
        }

        Console.Write("ok\n");
    }

    public static void End()
    {
        var tests = 0u;
        for (var test = Test.None + 1; test < Test.Count; test++)
            tests += EntryCode.Lacks(test) ? 0u : 1;
        SelfTest.Require("tests run", passed, tests);
        Console.Write("HobbyKernel: ");
        Console.WriteDecimal(passed);
        Console.Write(" tests passed\n");
        Machine.Stop(true);
    }
}
