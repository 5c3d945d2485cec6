// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>What AVX-512 puts in braces: masks, zeroing, broadcasts, rounding.</summary>
internal static class Braces
{
    /// <summary>What one pair of braces holds, as one word.</summary>
    public static string Read(TokenReader tokens)
    {
        tokens.Expect("{");
        var word = "";
        while (!tokens.Current.Is("}") && !tokens.AtEnd)
            word += tokens.Next().Text;
        tokens.Expect("}");
        return word.TrimStart('%').ToLowerInvariant().Replace('-', '_');
    }

    public static Operand ReadDecorations(TokenReader tokens, Operand operand)
    {
        while (tokens.Current.Is("{"))
        {
            var word = Read(tokens);
            if (word.StartsWith("1to", StringComparison.Ordinal) && operand is MemoryOperand memory && int.TryParse(word.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var times))
                operand = memory with { Broadcast = times };
            else if (word is ['k', >= '0' and <= '7'] or "z")
                operand = operand with { Decorations = [.. operand.Decorations, word] };
            else
                throw tokens.Fail("'{" + word + "}' is not known");
        }

        return operand;
    }
}
