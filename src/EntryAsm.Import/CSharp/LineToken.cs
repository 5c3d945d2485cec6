// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Import.Engine;

namespace EntryAsm.Import.CSharp;

/// <summary>A word of a line of C# that this project wrote.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; the name of a symbol without its marks.</param>
/// <param name="IsWholeArgument">True when it is an argument by itself.</param>
internal readonly record struct LineToken(LineTokenKind Kind, string Text, bool IsWholeArgument)
{
    /// <summary>Symbols stand between these until the fields are known.</summary>
    public const char SymbolStart = '\u0001', SymbolEnd = '\u0002';

    public static string Mark(string symbol) => SymbolStart + symbol + SymbolEnd;

    /// <summary>The words of a line.</summary>
    public static List<LineToken> Split(string line)
    {
        var tokens = new List<LineToken>();
        for (var at = 0; at < line.Length;)
        {
            var start = at;
            var kind = LineTokenKind.Other;
            if (line[at] == SymbolStart)
            {
                at = line.IndexOf(SymbolEnd, at) + 1;
                kind = LineTokenKind.Symbol;
            }
            else if (line[at] == '"')
            {
                for (at++; line[at] != '"'; at++)
                    at += line[at] == '\\' ? 1 : 0;
                at++;
            }
            else if (line[at] == '\'' && at + 2 < line.Length)
            {
                at = line.IndexOf('\'', at + (line[at + 1] == '\\' ? 3 : 2)) + 1;
            }
            else if (line[at] == '/' && at + 1 < line.Length && line[at + 1] == '/')
            {
                at = line.Length;
                kind = LineTokenKind.Comment;
            }
            else if (char.IsAsciiDigit(line[at]))
            {
                while (at < line.Length && char.IsAsciiLetterOrDigit(line[at]))
                    at++;
                kind = LineTokenKind.Number;
            }
            else if (char.IsAsciiLetter(line[at]) || line[at] is '_' or '@')
            {
                while (at < line.Length && (char.IsAsciiLetterOrDigit(line[at]) || line[at] is '_' or '@'))
                    at++;
                kind = start > 0 && line[start - 1] == '.' ? LineTokenKind.Other : LineTokenKind.Name; // a member is no value: qword.gs[rax]
            }
            else
            {
                at++;
            }

            tokens.Add(new LineToken(kind, kind == LineTokenKind.Symbol ? line[(start + 1)..(at - 1)] : line[start..at], IsArgument(line, start, at)));
        }

        return tokens;
    }

    private static bool IsArgument(string line, int start, int end) => start > 0 && end < line.Length && line[end] is ',' or ')' && (line[start - 1] is '(' || (line[start - 1] == ' ' && start > 1 && line[start - 2] == ','));

    public bool IsRegister => Kind == LineTokenKind.Name && Vocabulary.IsRegister(Text);

    public string Written => Kind == LineTokenKind.Symbol ? Mark(Text) : Text;

    /// <summary>The value of a number that fits an int, or null.</summary>
    public int? Value => Kind != LineTokenKind.Number ? null
        : Text.StartsWith("0x", StringComparison.Ordinal) ? int.TryParse(Text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hexadecimal) && hexadecimal >= 0 ? hexadecimal : null
        : int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}

/// <summary>Kinds of <see cref="LineToken"/>.</summary>
internal enum LineTokenKind
{
    Other,
    Name,
    Number,
    Symbol,
    Comment,
}
