// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>Ends the machine.</summary>
internal static class Machine
{
    private const ushort DebugExit = 0xf4;
    private const byte Success = 0x10; // QEMU's exit code is twice this plus one: 33
    private const byte Failure = 0x11;
    private const ushort BochsShutdown = 0x8900;

    public static void Panic(string reason)
    {
        Console.Write("PANIC: ");
        Console.Write(reason);
        Console.Write('\n');
        Stop(false);
    }

    public static void Panic(string reason, ulong value)
    {
        Console.Write("PANIC: ");
        Console.Write(reason);
        Console.Write(' ');
        Console.WriteHex(value);
        Console.Write('\n');
        Stop(false);
    }

    public static void Stop(bool success)
    {
        Console.Flush();
        Cpu.Out(DebugExit, success ? Success : Failure);
        const string shutdown = "Shutdown";
        for (var i = 0; i < shutdown.Length; i++)
            Cpu.Out(BochsShutdown, (byte)shutdown[i]);
        while (true)
            Cpu.Halt();
    }
}
