// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Nasm;

/// <summary>The tokens of a line of NASM.</summary>
internal static class NasmLexer
{
    private static readonly string[] LongMarks = ["<<", ">>", "==", "!=", "<>", "<=", ">=", "&&", "||", "^^", "//", "%%", "$$"];

    public static bool IsNameStart(char character) => char.IsAsciiLetter(character) || character is '_' or '.' or '?' or '@' or >= '\x80';

    public static bool IsNamePart(char character) => IsNameStart(character) || char.IsAsciiDigit(character) || character is '$' or '#' or '~';

    /// <summary>The line without its comment, and the comment.</summary>
    public static (string Code, string? Comment) Split(string line)
    {
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] is '"' or '\'' or '`')
                at = EndOfText(line, at);
            else if (line[at] == ';')
                return (line[..at].TrimEnd(), line[at..].TrimStart(';', ' ', '\t').TrimEnd(';', ' ', '\t'));
        }

        return (line.TrimEnd(), null);
    }

    /// <summary>Where a text that begins here ends.</summary>
    public static int EndOfText(string line, int at)
    {
        var quote = line[at];
        for (at++; at < line.Length && line[at] != quote; at++)
        {
            if (quote == '`' && line[at] == '\\')
                at++;
        }

        return at;
    }

    public static TokenReader Read(string text, SourceLocation line)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (true)
        {
            var space = at;
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (at >= text.Length)
                break;
            var start = at;
            tokens.Add(ReadOne(text, ref at, line) with { At = start, AfterSpace = start > space });
        }

        tokens.Add(new Token(TokenKind.End, "the end of the line", 0, default, text.Length, true));
        return new TokenReader(tokens, line);
    }

    private static Token ReadOne(string text, ref int at, SourceLocation line)
    {
        var character = text[at];
        var start = at;
        if (character is '"' or '\'' or '`')
        {
            at = EndOfText(text, at);
            if (at >= text.Length)
                throw new ImportException(line, "the text has no closing quote");
            at++;
            return new Token(TokenKind.Text, character == '`' ? Unescape(text[(start + 1)..(at - 1)]) : text[(start + 1)..(at - 1)], 0, default, 0, false);
        }

        if (char.IsAsciiDigit(character) || (character == '$' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            return ReadNumber(text, ref at, line);
        if (IsNameStart(character) || (character == '$' && at + 1 < text.Length && IsNameStart(text[at + 1])))
        {
            at += character == '$' ? 1 : 0;
            start = at;
            while (at < text.Length && IsNamePart(text[at]))
                at++;
            return new Token(TokenKind.Name, text[start..at], 0, default, 0, false);
        }

        foreach (var mark in LongMarks)
        {
            if (string.CompareOrdinal(text, at, mark, 0, 2) == 0)
            {
                at += 2;
                return new Token(TokenKind.Mark, mark, 0, default, 0, false);
            }
        }

        return new Token(TokenKind.Mark, text[at++].ToString(), 0, default, 0, false);
    }

    private static Token ReadNumber(string text, ref int at, SourceLocation line)
    {
        var start = at++;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_' || (text[at] == '.' && !text[start..at].Contains('.', StringComparison.Ordinal))
            || (text[at] is '+' or '-' && text[at - 1] is 'e' or 'E' && text[start..at].Contains('.', StringComparison.Ordinal))))
            at++;
        var word = text[start..at];
        if (word.Contains('.', StringComparison.Ordinal))
            return new Token(TokenKind.Real, word, 0, default, 0, false);
        if (word.StartsWith("1to", StringComparison.OrdinalIgnoreCase))
            return new Token(TokenKind.Name, word, 0, default, 0, false);
        return TryParse(word.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant(), out var value, out var style) ? new Token(TokenKind.Number, word, value, style, 0, false)
            : throw new ImportException(line, "'" + word + "' is not a 64-bit number");
    }

    private static bool TryParse(string word, out long value, out NumberStyle style)
    {
        var (digits, radix) = word switch
        {
            ['0', 'x' or 'h', _, ..] => (word[2..], 16),
            ['$', ..] => (word[1..], 16),
            [.., 'h' or 'x'] => (word[..^1], 16),
            ['0', 'b' or 'y', '0' or '1', ..] => (word[2..], 2),
            ['0', 'o' or 'q', _, ..] => (word[2..], 8),
            ['0', 'd' or 't', _, ..] => (word[2..], 10),
            [.., 'b' or 'y'] when word[..^1].All(static digit => digit is '0' or '1') => (word[..^1], 2),
            [.., 'o' or 'q'] => (word[..^1], 8),
            [.., 'd' or 't'] => (word[..^1], 10),
            _ => (word, 10),
        };
        style = radix switch { 16 => NumberStyle.Hexadecimal, 2 => NumberStyle.Binary, 8 => NumberStyle.Hexadecimal, _ => NumberStyle.Decimal };
        value = 0;
        UInt128 sum = 0;
        foreach (var digit in digits)
        {
            var number = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : 99;
            sum = (sum * (UInt128)radix) + (UInt128)number;
            if (number >= radix || sum > ulong.MaxValue)
                return false;
        }

        value = unchecked((long)(ulong)sum);
        return digits.Length > 0;
    }

    private static string Unescape(string text)
    {
        var result = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
            {
                result.Append(text[at]);
                continue;
            }

            at++;
            if (text[at] == 'x' && at + 2 < text.Length && int.TryParse(text.AsSpan(at + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
            {
                result.Append((char)value);
                at += 2;
                continue;
            }

            result.Append(text[at] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'a' => '\a', 'b' => '\b', 'f' => '\f', 'v' => '\v', 'e' => '\x1b', '0' => '\0', var other => other });
        }

        return result.ToString();
    }
}
