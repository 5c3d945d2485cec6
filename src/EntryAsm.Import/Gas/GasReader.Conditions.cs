// SPDX-License-Identifier: MIT
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

internal sealed partial class GasReader
{
    private bool TryCondition(string word, string rest)
    {
        var at = line;
        switch (word)
        {
            case ".if" or ".ifne":
                conditions.If(() => Truth(rest) != 0, at);
                return true;
            case ".ifeq":
                conditions.If(() => Truth(rest) == 0, at);
                return true;
            case ".ifgt":
                conditions.If(() => Truth(rest) > 0, at);
                return true;
            case ".ifge":
                conditions.If(() => Truth(rest) >= 0, at);
                return true;
            case ".iflt":
                conditions.If(() => Truth(rest) < 0, at);
                return true;
            case ".ifle":
                conditions.If(() => Truth(rest) <= 0, at);
                return true;
            case ".ifdef":
                conditions.If(() => IsDefined(rest), at);
                return true;
            case ".ifndef" or ".ifnotdef":
                conditions.If(() => !IsDefined(rest), at);
                return true;
            case ".ifb":
                conditions.If(() => rest.Length == 0, at);
                return true;
            case ".ifnb":
                conditions.If(() => rest.Length != 0, at);
                return true;
            case ".ifc" or ".ifeqs":
                conditions.If(() => IsSame(rest), at);
                return true;
            case ".ifnc" or ".ifnes":
                conditions.If(() => !IsSame(rest), at);
                return true;
            case ".elseif":
                conditions.ElseIf(() => Truth(rest) != 0, at);
                return true;
            case ".else":
                conditions.Else(at);
                return true;
            case ".endif":
                conditions.End(at);
                return true;
            default:
                return false;
        }
    }

    private long Truth(string text)
    {
        var tokens = GasLexer.Read(Registers().Replace(text, NumberOfRegister), line, state.IsIntel);
        var expression = GasExpressions.Parse(tokens);
        return Arithmetic.Evaluate(expression, state.Number)
            ?? throw new ImportException(line, "the condition '" + text + "' hangs on where code lies; only numbers can decide it here");
    }

    /// <summary>Registers can be compared with each other (<c>.if \base == %rsp</c>): each is a number of its own.</summary>
    private static string NumberOfRegister(System.Text.RegularExpressions.Match match)
    {
        if (RegisterNames.Find(match.Groups[1].Value) is not { } name)
            return match.Value;
        var number = 0x5e91L;
        foreach (var character in name)
            number = (number << 7) + character;
        return number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"(?<![\w)]\s*)%(\w+)")]
    private static partial System.Text.RegularExpressions.Regex Registers();

    private bool IsDefined(string name) => state.Number(name.Trim()) is not null || (symbols.Contains(name.Trim()) && (symbols[name.Trim()].IsDefined || symbols[name.Trim()].IsUsed));

    private static bool IsSame(string text)
    {
        var parts = MacroArguments.Split(text, isAlternate: false);
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        return parts.Count == 2 ? parts[0] == parts[1] : comma >= 0 && text[..comma].Trim() == text[(comma + 1)..].Trim();
    }
}
