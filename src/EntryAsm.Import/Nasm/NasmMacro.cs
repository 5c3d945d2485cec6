// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Import.Nasm;

/// <summary>A macro of several lines.</summary>
internal sealed record NasmMacro(string Name, int Least, int Most, bool TakesRest, string[] Defaults, string[] Body)
{
    /// <summary>What names of one expansion begin with in NASM's symbol table: <c>%%again</c> is <c>..@3.again</c>.</summary>
    public const string LocalMark = "..@";

    /// <summary>A name of one expansion as one that no symbol table has: <c>.Lagain_3</c>.</summary>
    public static string LocalName(string name)
    {
        var dot = name.IndexOf('.', LocalMark.Length);
        return dot < 0 ? ".L" + name[LocalMark.Length..] : ".L" + name[(dot + 1)..] + "_" + name[LocalMark.Length..dot];
    }

    /// <param name="head">What follows <c>%macro</c>: a name, a count, defaults.</param>
    /// <param name="body">Its lines.</param>
    /// <param name="line">Where it is defined.</param>
    public static NasmMacro Define(string head, string[] body, SourceLocation line)
    {
        var words = head.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            throw new ImportException(line, "the macro has no name");
        var counts = (words.Length > 1 ? words[1] : "0").Replace(".nolist", "", StringComparison.Ordinal);
        var takesRest = counts.EndsWith('+');
        var parts = counts.TrimEnd('+').Split('-');
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var least))
            throw new ImportException(line, "'" + counts + "' is not a parameter count");
        var most = parts.Length == 1 ? least : parts[1] == "*" ? int.MaxValue : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new ImportException(line, "'" + counts + "' is not a parameter count");
        return new NasmMacro(words[0], least, most, takesRest, words.Length > 2 ? [.. Split(words[2], int.MaxValue)] : [], body);
    }

    /// <summary>It turns its arguments round, so that a number names no one argument.</summary>
    public bool Rotates => Body.Any(static line => line.TrimStart().StartsWith("%rotate", StringComparison.OrdinalIgnoreCase));

    public bool Takes(int count) => count >= Least && (count <= Most || TakesRest);

    /// <summary>Parts arguments at commas outside quotes, parentheses and braces.</summary>
    public static List<string> Split(string text, int most)
    {
        var parts = new List<string>();
        var depth = 0;
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is '"' or '\'' or '`')
                at = NasmLexer.EndOfText(text, at);
            else if (text[at] is '(' or '{' or '[')
                depth++;
            else if (text[at] is ')' or '}' or ']')
                depth--;
            else if (text[at] == ',' && depth == 0 && parts.Count < most - 1)
            {
                parts.Add(text[start..at]);
                start = at + 1;
            }
        }

        if (text.Trim().Length > 0)
            parts.Add(text[start..]);
        return parts.ConvertAll(static part => part.Trim() is ['{', .., '}'] braced ? braced[1..^1] : part.Trim());
    }

    /// <param name="arguments">What it is given.</param>
    /// <param name="count">How many macros were called before.</param>
    public NasmInvocation Call(List<string> arguments, int count)
    {
        var all = new List<string>(arguments);
        for (var i = all.Count; i < Least + Defaults.Length; i++)
            all.Add(i >= Least ? Defaults[i - Least] : "");
        return new NasmInvocation(all, all.Count, count);
    }
}
