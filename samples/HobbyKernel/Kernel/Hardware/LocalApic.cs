// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>The local APIC (Intel SDM vol. 3, chapter 11).</summary>
internal static unsafe class LocalApic
{
    private const int EndOfInterruptRegister = 0xb0;
    private const int SpuriousRegister = 0xf0;
    private const int CommandRegister = 0x300;
    private const int TimerRegister = 0x320;
    private const int Lint1Register = 0x360;
    private const int InitialCountRegister = 0x380;
    private const int DivideRegister = 0x3e0;

    private const uint Enabled = 0x100;
    private const uint SpuriousVector = 0xff;
    private const uint DeliverNmi = 0x400;
    private const uint Assert = 0x4000;
    private const uint ToSelf = 0x40000;
    private const uint DivideByOne = 0xb;
    private const ulong BaseEnabled = 0x800;

    public static void Enable()
    {
        Cpu.WriteMsr(Cpu.MsrApicBase, Cpu.ReadMsr(Cpu.MsrApicBase) | BaseEnabled);
        Write(SpuriousRegister, Enabled | SpuriousVector);
        Write(Lint1Register, DeliverNmi);
        Write(DivideRegister, DivideByOne);
        Write(TimerRegister, EntryLayout.LOCAL_TIMER_VECTOR); // one shot; counts when the program sets the initial count
        Write(InitialCountRegister, 0);
    }

    public static void EndOfInterrupt() => Write(EndOfInterruptRegister, 0);

    public static void InterruptSelf(int vector) => Write(CommandRegister, ToSelf | (uint)vector);

    /// <summary>By its number, 0: some emulators have no NMI to oneself.</summary>
    public static void NmiSelf() => Write(CommandRegister, Assert | DeliverNmi);

    private static void Write(int register, uint value) => *(uint*)(Layout.LocalApic + (ulong)register) = value;
}
