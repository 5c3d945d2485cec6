// SPDX-License-Identifier: MIT
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

/// <summary>Conversions between numbers exactly as C# has them (C# specification, 10.2.3 and 10.3.2).</summary>
internal static class NumericTypes
{
    public static bool IsNumeric(SpecialType type) => type is >= SpecialType.System_Char and <= SpecialType.System_Double;

    /// <summary>Size in bytes of a boxed integer.</summary>
    public static int Size(object integer) => integer switch
    {
        sbyte or byte => 1,
        short or ushort => 2,
        int or uint => 4,
        _ => 8,
    };

    /// <summary>The boxed number <paramref name="value"/> as <paramref name="target"/>.</summary>
    /// <exception cref="OverflowException">It does not fit and the context is checked.</exception>
    public static object Convert(object value, SpecialType target, bool isChecked) => value switch
    {
        float number => FromDouble(number, target, isChecked),
        double number => FromDouble(number, target, isChecked),
        decimal number => FromDecimal(number, target),
        ulong number => FromUInt64(number, target, isChecked),
        char number => FromInt64(number, target, isChecked),
        IConvertible number => FromInt64(number.ToInt64(CultureInfo.InvariantCulture), target, isChecked),
        _ => throw new InvalidCastException("a number is expected"),
    };

    private static object FromInt64(long value, SpecialType target, bool isChecked) => target switch
    {
        SpecialType.System_SByte => isChecked ? checked((sbyte)value) : unchecked((sbyte)value),
        SpecialType.System_Byte => isChecked ? checked((byte)value) : unchecked((byte)value),
        SpecialType.System_Int16 => isChecked ? checked((short)value) : unchecked((short)value),
        SpecialType.System_UInt16 => isChecked ? checked((ushort)value) : unchecked((ushort)value),
        SpecialType.System_Char => isChecked ? checked((char)value) : unchecked((char)value),
        SpecialType.System_Int32 => isChecked ? checked((int)value) : unchecked((int)value),
        SpecialType.System_UInt32 => isChecked ? checked((uint)value) : unchecked((uint)value),
        SpecialType.System_Int64 => value,
        SpecialType.System_UInt64 => isChecked ? checked((ulong)value) : unchecked((ulong)value),
        SpecialType.System_Single => (float)value,
        SpecialType.System_Double => (double)value,
        SpecialType.System_Decimal => (decimal)value,
        _ => throw NoNumber(target),
    };

    private static object FromUInt64(ulong value, SpecialType target, bool isChecked) => target switch
    {
        SpecialType.System_SByte => isChecked ? checked((sbyte)value) : unchecked((sbyte)value),
        SpecialType.System_Byte => isChecked ? checked((byte)value) : unchecked((byte)value),
        SpecialType.System_Int16 => isChecked ? checked((short)value) : unchecked((short)value),
        SpecialType.System_UInt16 => isChecked ? checked((ushort)value) : unchecked((ushort)value),
        SpecialType.System_Char => isChecked ? checked((char)value) : unchecked((char)value),
        SpecialType.System_Int32 => isChecked ? checked((int)value) : unchecked((int)value),
        SpecialType.System_UInt32 => isChecked ? checked((uint)value) : unchecked((uint)value),
        SpecialType.System_Int64 => isChecked ? checked((long)value) : unchecked((long)value),
        SpecialType.System_UInt64 => value,
        SpecialType.System_Single => (float)value,
        SpecialType.System_Double => (double)value,
        SpecialType.System_Decimal => (decimal)value,
        _ => throw NoNumber(target),
    };

    private static object FromDouble(double value, SpecialType target, bool isChecked) => target switch
    {
        SpecialType.System_SByte => isChecked ? checked((sbyte)value) : unchecked((sbyte)value),
        SpecialType.System_Byte => isChecked ? checked((byte)value) : unchecked((byte)value),
        SpecialType.System_Int16 => isChecked ? checked((short)value) : unchecked((short)value),
        SpecialType.System_UInt16 => isChecked ? checked((ushort)value) : unchecked((ushort)value),
        SpecialType.System_Char => isChecked ? checked((char)value) : unchecked((char)value),
        SpecialType.System_Int32 => isChecked ? checked((int)value) : unchecked((int)value),
        SpecialType.System_UInt32 => isChecked ? checked((uint)value) : unchecked((uint)value),
        SpecialType.System_Int64 => isChecked ? checked((long)value) : unchecked((long)value),
        SpecialType.System_UInt64 => isChecked ? checked((ulong)value) : unchecked((ulong)value),
        SpecialType.System_Single => (float)value,
        SpecialType.System_Double => value,
        SpecialType.System_Decimal => (decimal)value,
        _ => throw NoNumber(target),
    };

    /// <summary>A conversion from decimal is checked in every context (C# specification, 10.3.2).</summary>
    private static object FromDecimal(decimal value, SpecialType target) => target switch
    {
        SpecialType.System_SByte => (sbyte)value,
        SpecialType.System_Byte => (byte)value,
        SpecialType.System_Int16 => (short)value,
        SpecialType.System_UInt16 => (ushort)value,
        SpecialType.System_Char => (char)value,
        SpecialType.System_Int32 => (int)value,
        SpecialType.System_UInt32 => (uint)value,
        SpecialType.System_Int64 => (long)value,
        SpecialType.System_UInt64 => (ulong)value,
        SpecialType.System_Single => (float)value,
        SpecialType.System_Double => (double)value,
        SpecialType.System_Decimal => value,
        _ => throw NoNumber(target),
    };

    private static InvalidCastException NoNumber(SpecialType target) => new("'" + target + "' is no numeric type");
}
