// SPDX-License-Identifier: MIT
namespace MyKernel;

/// <summary>The end of the machine, good or bad.</summary>
internal static class Machine
{
    /// <summary>QEMU's isa-debug-exit: it ends with twice the value plus 1.</summary>
    private const uint ExitDevice = 0xf4, Success = 0x10, Failure = 0x11;

    public static void End(bool isSuccess)
    {
        Console.Flush();
        Cpu.Out(ExitDevice, isSuccess ? Success : Failure);
        while (true)
            Cpu.Wait();
    }

    public static void Panic(string reason, ulong detail = 0)
    {
        Console.Write("panic: ");
        Console.Write(reason);
        Console.Write(" ");
        Console.WriteHex(detail);
        Console.Write("\n");
        End(isSuccess: false);
    }
}
