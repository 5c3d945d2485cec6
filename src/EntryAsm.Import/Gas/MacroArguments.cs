// SPDX-License-Identifier: MIT
using System.Text;

namespace EntryAsm.Import.Gas;

/// <summary>Parts the arguments of a macro's call, as GNU as does: at commas, and at white space that stands beside no operator.</summary>
internal static class MacroArguments
{
    /// <param name="text">What follows the macro's name.</param>
    /// <param name="isAlternate">After <c>.altmacro</c>, where <c>&lt;…&gt;</c> quotes.</param>
    /// <param name="most">How many there may be; the last takes the rest as it is when <paramref name="restIsOne"/>.</param>
    /// <param name="restIsOne">The last is <c>:vararg</c>.</param>
    public static List<string> Split(string text, bool isAlternate, int most = int.MaxValue, bool restIsOne = false)
    {
        var arguments = new List<string>();
        var at = SkipSpace(text, 0);
        while (at < text.Length)
        {
            if (restIsOne && arguments.Count == most - 1)
            {
                arguments.Add(text[at..].TrimEnd());
                return arguments;
            }

            arguments.Add(ReadOne(text, ref at, isAlternate));
            at = SkipSpace(text, at);
            if (at < text.Length && text[at] == ',')
            {
                at = SkipSpace(text, at + 1);
                if (at == text.Length)
                    arguments.Add("");
            }
        }

        return arguments;
    }

    /// <summary>The argument that is at a place; the place is then after it.</summary>
    public static string First(string text, ref int at)
    {
        at = SkipSpace(text, at);
        return ReadOne(text, ref at, isAlternate: false);
    }

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }

    private static string ReadOne(string text, ref int at, bool isAlternate)
    {
        if (isAlternate && at < text.Length && text[at] == '<')
            return ReadAngles(text, ref at);
        var result = new StringBuilder();
        var start = at;
        var depth = 0;
        while (at < text.Length && text[at] != ',')
        {
            depth += text[at] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            if (text[at] == '"')
            {
                var quoted = ReadQuoted(text, ref at);
                var whole = result.Length == 0 && (at == text.Length || text[at] == ',' || char.IsWhiteSpace(text[at]));
                result.Append(whole ? quoted : "\"" + quoted + "\"");
                continue;
            }

            if (text[at] == '\'' && at + 1 < text.Length && (at == start || !GasLexer.IsNamePart(text[at - 1])))
            {
                result.Append(text[at++]);
                result.Append(text[at++]);
                continue;
            }

            if (char.IsWhiteSpace(text[at]))
            {
                var next = SkipSpace(text, at);
                if (next == text.Length || (depth <= 0 && !IsOperator(result[^1]) && !JoinsOn(text, next)))
                    break;
                at = next;
                continue;
            }

            result.Append(text[at++]);
        }

        return result.ToString();
    }

    private static string ReadAngles(string text, ref int at)
    {
        var result = new StringBuilder();
        var depth = 1;
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '!' && at + 1 < text.Length)
            {
                result.Append(text[++at]);
                continue;
            }

            depth += text[at] switch { '<' => 1, '>' => -1, _ => 0 };
            if (depth == 0)
            {
                at++;
                break;
            }

            result.Append(text[at]);
        }

        return result.ToString();
    }

    private static string ReadQuoted(string text, ref int at)
    {
        var result = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"' && at + 1 < text.Length && text[at + 1] == '"')
            {
                result.Append('"');
                at++;
                continue;
            }

            if (text[at] == '"')
            {
                at++;
                break;
            }

            result.Append(text[at]);
            if (text[at] == '\\' && at + 1 < text.Length)
                result.Append(text[++at]);
        }

        return result.ToString();
    }

    /// <summary><c>1 + 2</c> and <c>1 +2</c> are one argument; <c>1 - 2</c> and <c>1 * 2</c>, whose signs may begin an operand, are more.</summary>
    private static bool JoinsOn(string text, int at) => text[at] switch
    {
        '+' or '/' or '|' or '&' or '^' or '<' or '>' or '=' or ')' => true,
        ':' => at + 1 < text.Length && char.IsWhiteSpace(text[at + 1]),
        _ => false,
    };

    private static bool IsOperator(char character) => character is '+' or '/' or '|' or '&' or '^' or '~' or '!' or '<' or '>' or '=' or '(' or ':';
}
