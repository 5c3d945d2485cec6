// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>The two 8259 interrupt controllers of a PC: moved off the exceptions' vectors and masked.</summary>
internal static class LegacyPic
{
    private const ushort FirstCommand = 0x20, FirstData = 0x21, SecondCommand = 0xa0, SecondData = 0xa1;
    private const byte Initialise = 0x11, FirstVector = 0x20, SecondVector = 0x28, SecondOnLine2 = 4, CascadeIdentity = 2, Mode8086 = 1, MaskAll = 0xff;

    public static void Disable()
    {
        Cpu.Out(FirstCommand, Initialise);
        Cpu.Out(SecondCommand, Initialise);
        Cpu.Out(FirstData, FirstVector);
        Cpu.Out(SecondData, SecondVector);
        Cpu.Out(FirstData, SecondOnLine2);
        Cpu.Out(SecondData, CascadeIdentity);
        Cpu.Out(FirstData, Mode8086);
        Cpu.Out(SecondData, Mode8086);
        Cpu.Out(FirstData, MaskAll);
        Cpu.Out(SecondData, MaskAll);
    }
}
