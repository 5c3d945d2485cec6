// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System;
using System.Globalization;

namespace EntryAsm.Linux.Kbuild;

/// <summary>Numbers in the files of a kernel's build: decimal or hexadecimal, with a sign, with C's suffixes.</summary>
internal static class KernelNumber
{
    public static bool TryParse(string text, out int value)
    {
        value = 0;
        var digits = text.Trim().TrimEnd('u', 'U', 'l', 'L');
        var isNegative = digits.StartsWith('-');
        digits = digits.TrimStart('-', '+');
        var isHex = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var isNumber = isHex
            ? long.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        if (!isNumber || number is < 0 or > int.MaxValue)
            return false;
        value = (int)(isNegative ? -number : number);
        return true;
    }
}
