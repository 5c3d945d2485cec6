// SPDX-License-Identifier: MIT
namespace MyKernel;

/// <summary>The local interrupt controller of the processor that runs (Intel SDM vol. 3, 10).</summary>
internal static unsafe class Apic
{
    public const int TimerVector = 0x40, CallVector = 0x41, SpuriousVector = 0xff;

    private const int EndOfInterrupt = 0xb0, Spurious = 0xf0, Command = 0x300, CommandHigh = 0x310, Timer = 0x320, Count = 0x380, Divide = 0x3e0;

    private const uint Enable = 0x100, Periodic = 0x20000, DivideBy16 = 3, Fixed = 0x4000, Nmi = 0x4400, Init = 0x4500, StartUp = 0x4600, Pending = 0x1000;

    private static uint* registers;

    public static void Prepare()
    {
        ulong address;
        if (Cpu.ReadMsr(Cpu.MsrApicBase, &address) == 0)
            Machine.Panic("no local APIC");
        registers = (uint*)(Pages.DirectMap + (address & 0xffff_f000));
        Set(Spurious, Enable | SpuriousVector);
    }

    /// <summary>Masks both 8259, which a PC's firmware leaves on.</summary>
    public static void MaskOldControllers()
    {
        Cpu.Out(0x21, 0xff);
        Cpu.Out(0xa1, 0xff);
    }

    public static void StartTimer(uint count)
    {
        Set(Divide, DivideBy16);
        Set(Timer, Periodic | TimerVector);
        Set(Count, count);
    }

    public static void Done() => Set(EndOfInterrupt, 0);

    public static void SendNmi(uint processor) => Send(processor, Nmi);

    public static void Call(uint processor) => Send(processor, Fixed | CallVector);

    /// <summary>Starts another processor at a page below 1 MiB (Intel SDM vol. 3, 8.4.4).</summary>
    public static void Start(uint processor, ulong page)
    {
        Send(processor, Init);
        Delay();
        Send(processor, StartUp | (uint)(page >> 12));
    }

    private static void Delay()
    {
        for (var i = 0; i < 100_000; i++)
            Cpu.Pause();
    }

    private static void Send(uint processor, uint command)
    {
        Set(CommandHigh, processor << 24);
        Set(Command, command);
        while ((registers[Command / 4] & Pending) != 0)
            Cpu.Pause();
    }

    private static void Set(int register, uint value) => registers[register / 4] = value;
}
