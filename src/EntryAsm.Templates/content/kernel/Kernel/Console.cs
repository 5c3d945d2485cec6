// SPDX-License-Identifier: MIT
namespace MyKernel;

/// <summary>The first serial port (16550).</summary>
internal static unsafe class Console
{
    private const uint Port = 0x3f8, LineControl = Port + 3, LineStatus = Port + 5;

    private const uint EightBits = 3, MayWrite = 0x20, AllSent = 0x40;

    public static void Prepare() => Cpu.Out(LineControl, EightBits);

    public static void Write(byte character)
    {
        while ((Cpu.In(LineStatus) & MayWrite) == 0)
        {
        }

        Cpu.Out(Port, character);
    }

    public static void Write(string text)
    {
        for (var i = 0; i < text.Length; i++)
            Write((byte)text[i]);
    }

    public static void Write(ulong number)
    {
        if (number >= 10)
            Write(number / 10);
        Write((byte)('0' + number % 10));
    }

    public static void WriteHex(ulong number)
    {
        Write("0x");
        for (var shift = 60; shift >= 0; shift -= 4)
        {
            var digit = (byte)(number >> shift & 15);
            Write((byte)(digit < 10 ? '0' + digit : 'a' + digit - 10));
        }
    }

    public static void Flush()
    {
        while ((Cpu.In(LineStatus) & AllSent) == 0)
        {
        }
    }
}
