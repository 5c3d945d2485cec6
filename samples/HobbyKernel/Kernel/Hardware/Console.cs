// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>Text on the first serial port.</summary>
internal static class Console
{
    private const ushort Port = 0x3f8;
    private const ushort LineControl = Port + 3;
    private const ushort LineStatus = Port + 5;
    private const byte EightBits = 3;
    private const byte HoldingRegisterEmpty = 0x20, AllSent = 0x40;

    /// <summary>Whole bytes; the speed is the firmware's.</summary>
    public static void Prepare() => Cpu.Out(LineControl, EightBits);

    /// <summary>Waits until the last character is on the line.</summary>
    public static void Flush()
    {
        while ((Cpu.In(LineStatus) & AllSent) == 0)
        {
        }
    }

    public static void Write(char character)
    {
        while ((Cpu.In(LineStatus) & HoldingRegisterEmpty) == 0)
        {
        }

        Cpu.Out(Port, (byte)character);
    }

    public static void Write(string text)
    {
        for (var i = 0; i < text.Length; i++)
            Write(text[i]);
    }

    /// <summary>Text and blanks up to a column.</summary>
    public static void WriteColumn(string text, int width)
    {
        Write(text);
        for (var i = text.Length; i < width; i++)
            Write(' ');
    }

    public static void WriteHex(ulong value)
    {
        Write("0x");
        var started = false;
        for (var shift = 60; shift >= 0; shift -= 4)
        {
            var digit = (int)(value >> shift) & 15;
            started |= digit != 0 || shift == 0;
            if (started)
                Write((char)(digit < 10 ? '0' + digit : 'a' + digit - 10));
        }
    }

    public static void WriteDecimal(uint value)
    {
        if (value >= 10)
            WriteDecimal(value / 10);
        Write((char)('0' + value % 10));
    }
}
