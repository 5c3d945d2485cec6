// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.RegularExpressions;

namespace EntryAsm.Tool;

/// <summary>A name with what is added to it, as listings write it: <c>cpu_tss_rw + 0x14</c>.</summary>
internal static partial class PlaceSum
{
    /// <summary>Name and addend; all of another text is the name.</summary>
    public static (string Name, long Addend) Read(string text)
    {
        var sum = SumPattern().Match(text);
        if (!sum.Success)
            return (text, 0);
        var digits = sum.Groups["number"].Value;
        var isHex = digits.StartsWith("0x", StringComparison.Ordinal);
        if (!long.TryParse(isHex ? digits[2..] : digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return (text, 0);
        return (sum.Groups["name"].Value, sum.Groups["sign"].Value == "-" ? unchecked(-number) : number);
    }

    [GeneratedRegex(@"^(?<name>.+?) ?(?<sign>[+-]) ?(?<number>(?:0x[0-9a-f]+|[0-9]+))$")]
    private static partial Regex SumPattern();
}
