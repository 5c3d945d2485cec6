// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Primitives;

/// <summary>Numbers in text, the same under every culture.</summary>
internal static class NumberText
{
    /// <summary><c>42</c>, <c>-42</c>.</summary>
    public static string Decimal(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Decimal(long)"/>
    public static string Decimal(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>0x2a</c>; a negative number by its 64 bits.</summary>
    public static string Hex(long number) => "0x" + number.ToString("x", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Hex(long)"/>
    public static string Hex(ulong number) => "0x" + number.ToString("x", CultureInfo.InvariantCulture);

    /// <summary><c>0x2a</c>, <c>-0x2a</c>.</summary>
    public static string SignedHex(long number) => number < 0 ? "-" + Hex(unchecked((ulong)-number)) : Hex(number);

    /// <summary>A number that is small enough to be read in decimal stays so: <c>-9</c> to <c>9</c>, beyond that <c>0xa</c>.</summary>
    public static string Short(long number) => number is > -10 and < 10 ? Decimal(number) : SignedHex(number);

    /// <summary>What is added to a name: nothing for 0, else <c>+0x2a</c>, <c>-0x2a</c>.</summary>
    public static string Offset(long addend) => addend == 0 ? "" : addend < 0 ? SignedHex(addend) : "+" + Hex(addend);
}
