// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace EntryAsm.Import.Nasm;

/// <summary>One call of a macro: what is in the place of <c>%1</c>, <c>%0</c>, <c>%%name</c> in the lines that are read for it.</summary>
/// <param name="arguments">What it is given, with the defaults of what it is not given.</param>
/// <param name="given">How many arguments the call has: <c>%0</c>.</param>
/// <param name="count">How many macros were called before: <c>%%name</c>.</param>
internal sealed class NasmInvocation(List<string> arguments, int given, int count)
{
    private static readonly string[] Conditions =
        ["o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g"];

    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["c"] = "b", ["nc"] = "ae", ["nae"] = "b", ["nb"] = "ae", ["z"] = "e", ["nz"] = "ne", ["na"] = "be", ["nbe"] = "a", ["pe"] = "p", ["po"] = "np", ["nge"] = "l", ["nl"] = "ge", ["ng"] = "le", ["nle"] = "g",
    };

    private int rotation;

    /// <summary><c>%rotate</c>: from here on <c>%1</c> is another argument.</summary>
    public void Rotate(long by) => rotation = arguments.Count == 0 ? 0 : (int)((((rotation + by) % arguments.Count) + arguments.Count) % arguments.Count);

    /// <summary>A line with arguments in the place of parameters.</summary>
    public string Fill(string text, SourceLocation line)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length + 16);
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '%' && at + 1 < text.Length && (TryLocal(text, ref at, result) || TryParameter(text, ref at, result, line)))
                continue;
            result.Append(text[at++]);
        }

        return result.ToString();
    }

    private bool TryLocal(string text, ref int at, StringBuilder result)
    {
        if (text[at + 1] != '%' || at + 2 >= text.Length || !NasmLexer.IsNameStart(text[at + 2]))
            return false;
        result.Append(NasmMacro.LocalMark).Append(count.ToString(CultureInfo.InvariantCulture)).Append('.');
        at += 2;
        return true;
    }

    /// <summary><c>%1</c>, <c>%{1}</c>, <c>%{2:4}</c>, and a condition code as <c>%+1</c> or inverted as <c>%-1</c>.</summary>
    private bool TryParameter(string text, ref int at, StringBuilder result, SourceLocation line)
    {
        var braced = text[at + 1] == '{';
        var start = at + (braced ? 2 : 1);
        var sign = start < text.Length && text[start] is '+' or '-' ? text[start++] : ' ';
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        if (!int.TryParse(text.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out var place))
            return false;
        if (braced && end < text.Length && text[end] == ':' && text.IndexOf('}', end) is > 0 and var close
            && int.TryParse(text.AsSpan(end + 1, close - end - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var last))
        {
            result.Append(Range(place, last < 0 ? arguments.Count + 1 + last : last));
            at = close + 1;
            return true;
        }

        if (braced && (end == text.Length || text[end] != '}'))
            return false;
        at = braced ? end + 1 : end;
        result.Append(place == 0 ? given.ToString(CultureInfo.InvariantCulture) : sign == '-' ? Inverted(Argument(place), line) : Argument(place));
        return true;
    }

    private string Argument(int place) => place <= arguments.Count ? arguments[(place - 1 + rotation) % arguments.Count] : "";

    private string Range(int first, int last) => string.Join(",", first <= last
        ? Enumerable.Range(first, last - first + 1).Select(Argument) : Enumerable.Range(last, first - last + 1).Reverse().Select(Argument));

    private static string Inverted(string condition, SourceLocation line)
    {
        var plain = condition.ToLowerInvariant();
        var place = Array.IndexOf(Conditions, Synonyms.GetValueOrDefault(plain, plain));
        return place >= 0 ? Conditions[place ^ 1] : throw new ImportException(line, "'" + condition + "' is not a condition code");
    }
}
