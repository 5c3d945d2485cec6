// SPDX-License-Identifier: MIT
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Running;

/// <summary>Conversions between the runtime's kinds of numbers. What is undefined between floating-point and whole numbers is as this runtime does it.</summary>
internal static class Conversions
{
    public static long Convert(Form to, StackKind from, bool isChecked, bool isUnsigned, long bits)
    {
        if (from is StackKind.Single or StackKind.Double)
        {
            var number = BitConverter.Int64BitsToDouble(bits);
            return isChecked ? CheckedDouble(to, number) : FromDouble(to, number);
        }

        var isWide = from is StackKind.Int64 or StackKind.Native;
        if (to is Form.Single or Form.Double)
            return ToFloating(to, isWide, isUnsigned, bits);
        if (isChecked)
            return isUnsigned ? CheckedUnsigned(to, isWide ? (ulong)bits : (uint)bits) : CheckedSigned(to, isWide ? bits : (int)bits);
        return unchecked(to switch
        {
            Form.SByte => (sbyte)bits,
            Form.Byte => (byte)bits,
            Form.Int16 => (short)bits,
            Form.UInt16 => (ushort)bits,
            Form.Int32 or Form.UInt32 => (int)bits,
            Form.UInt64 or Form.UIntPtr => isWide ? bits : (uint)bits,
            _ => isWide ? bits : (int)bits,
        });
    }

    private static long ToFloating(Form to, bool isWide, bool isUnsigned, long bits)
    {
        double number;
        if (isUnsigned && to == Form.Single)
            number = isWide ? (float)(ulong)bits : (float)(uint)bits;
        else if (isUnsigned)
            number = isWide ? (ulong)bits : (uint)bits;
        else if (to == Form.Single)
            number = isWide ? (float)bits : (float)(int)bits;
        else
            number = isWide ? bits : (int)bits;
        return BitConverter.DoubleToInt64Bits(to == Form.Single ? (float)number : number);
    }

    private static long FromDouble(Form to, double number) => unchecked(to switch
    {
        Form.SByte => (sbyte)number,
        Form.Byte => (byte)number,
        Form.Int16 => (short)number,
        Form.UInt16 => (ushort)number,
        Form.Int32 => (int)number,
        Form.UInt32 => (int)(uint)number,
        Form.Int64 or Form.IntPtr => (long)number,
        Form.UInt64 or Form.UIntPtr => (long)(ulong)number,
        Form.Single => BitConverter.DoubleToInt64Bits((float)number),
        _ => BitConverter.DoubleToInt64Bits(number),
    });

    private static long CheckedDouble(Form to, double number) => checked(to switch
    {
        Form.SByte => (sbyte)number,
        Form.Byte => (byte)number,
        Form.Int16 => (short)number,
        Form.UInt16 => (ushort)number,
        Form.Int32 => (int)number,
        Form.UInt32 => unchecked((int)checked((uint)number)),
        Form.Int64 or Form.IntPtr => (long)number,
        _ => unchecked((long)checked((ulong)number)),
    });

    private static long CheckedSigned(Form to, long number) => checked(to switch
    {
        Form.SByte => (sbyte)number,
        Form.Byte => (byte)number,
        Form.Int16 => (short)number,
        Form.UInt16 => (ushort)number,
        Form.Int32 => (int)number,
        Form.UInt32 => unchecked((int)checked((uint)number)),
        Form.UInt64 or Form.UIntPtr => unchecked((long)checked((ulong)number)),
        _ => number,
    });

    private static long CheckedUnsigned(Form to, ulong number) => checked(to switch
    {
        Form.SByte => (sbyte)number,
        Form.Byte => (byte)number,
        Form.Int16 => (short)number,
        Form.UInt16 => (ushort)number,
        Form.Int32 => (int)number,
        Form.UInt32 => unchecked((int)checked((uint)number)),
        Form.Int64 or Form.IntPtr => (long)number,
        _ => unchecked((long)number),
    });
}
