// SPDX-License-Identifier: MIT
namespace MyKernel;

/// <summary>What the kernel found out about itself.</summary>
internal static class Report
{
    private static ulong passed;

    public static void Check(string what, bool holds)
    {
        if (!holds)
            Machine.Panic(what);
        passed++;
        Console.Write("ok: ");
        Console.Write(what);
        Console.Write("\n");
    }

    public static void End()
    {
        Console.Write("MyKernel: ");
        Console.Write(passed);
        Console.Write(" checks passed\n");
        Machine.End(isSuccess: true);
    }
}
