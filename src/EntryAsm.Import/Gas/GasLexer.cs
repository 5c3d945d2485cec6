// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Numerics;
using System.Text;
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>The tokens of a statement of GNU as.</summary>
internal sealed class GasLexer
{
    private static readonly string[] LongMarks = ["<<", ">>", "==", "!=", "<>", "<=", ">=", "&&", "||"];

    private readonly string text;
    private readonly SourceLocation line;
    private readonly bool isIntel;
    private int at;

    private GasLexer(string text, SourceLocation line, bool isIntel)
    {
        this.text = text;
        this.line = line;
        this.isIntel = isIntel;
    }

    /// <param name="text">The statement.</param>
    /// <param name="line">Where it stands.</param>
    /// <param name="isIntel">Whether numbers may have a suffix, <c>0ffh</c>.</param>
    public static TokenReader Read(string text, SourceLocation line, bool isIntel)
    {
        var lexer = new GasLexer(text, line, isIntel);
        var tokens = new List<Token>();
        while (lexer.TryRead(out var token))
            tokens.Add(token);
        tokens.Add(new Token(TokenKind.End, "the end of the line", 0, default, text.Length, true));
        return new TokenReader(tokens, line);
    }

    public static bool IsNameStart(char character) => char.IsAsciiLetter(character) || character is '_' or '.' or >= '\x80';

    public static bool IsNamePart(char character) => IsNameStart(character) || char.IsAsciiDigit(character) || character is '$';

    private bool TryRead(out Token token)
    {
        var start = at;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        var afterSpace = at > start;
        start = at;
        token = default;
        if (at == text.Length)
            return false;

        var character = text[at];
        token = character == '"' ? ReadText()
            : character == '\'' ? ReadCharacter()
            : char.IsAsciiDigit(character) ? ReadNumber()
            : IsNameStart(character) ? new Token(TokenKind.Name, ReadWord(), 0, default, start, afterSpace)
            : ReadMark();
        token = token with { At = start, AfterSpace = afterSpace };
        return true;
    }

    private string ReadWord()
    {
        var start = at;
        while (at < text.Length && IsNamePart(text[at]))
            at++;
        return text[start..at];
    }

    private Token ReadMark()
    {
        foreach (var mark in LongMarks)
        {
            if (string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0)
            {
                at += mark.Length;
                return new Token(TokenKind.Mark, mark, 0, default, 0, false);
            }
        }

        return new Token(TokenKind.Mark, text[at++].ToString(), 0, default, 0, false);
    }

    private Token ReadText()
    {
        var value = new StringBuilder();
        at++;
        while (at < text.Length && text[at] != '"')
            value.Append(text[at] == '\\' ? ReadEscape() : text[at++]);
        if (at == text.Length)
            throw new ImportException(line, "the text has no closing quote");
        at++;
        return new Token(TokenKind.Text, value.ToString(), 0, default, 0, false);
    }

    private Token ReadCharacter()
    {
        at++;
        if (at == text.Length)
            throw new ImportException(line, "a character is missing after the apostrophe");
        var value = text[at] == '\\' ? ReadEscape() : text[at++];
        if (at < text.Length && text[at] == '\'')
            at++;
        if (value > 0xff)
            throw new ImportException(line, "the character does not fit a byte");
        return new Token(TokenKind.Number, value.ToString(), value, NumberStyle.Character, 0, false);
    }

    private char ReadEscape()
    {
        at++;
        if (at == text.Length)
            return '\\';
        var character = text[at++];
        switch (character)
        {
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'v': return '\v';
            case 'x' or 'X':
                var value = 0;
                while (at < text.Length && char.IsAsciiHexDigit(text[at]))
                    value = (value << 4 | Convert.ToInt32(text[at++].ToString(), 16)) & 0xff;
                return (char)value;
            case >= '0' and <= '7':
                var octal = character - '0';
                for (var i = 0; i < 2 && at < text.Length && text[at] is >= '0' and <= '7'; i++)
                    octal = octal << 3 | (text[at++] - '0');
                return (char)(octal & 0xff);
            default:
                return character;
        }
    }

    private Token ReadNumber()
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
            at++;
        var word = text[start..at];
        if (at < text.Length && text[at] == '.' && word.All(char.IsAsciiDigit) && (at + 1 == text.Length || !char.IsAsciiLetter(text[at + 1]) || text[at + 1] is 'e' or 'E'))
            return ReadReal(start);
        if (word.Length > 2 && word[0] == '0' && word[1] is not ('x' or 'X' or 'b' or 'B') && char.IsAsciiLetter(word[1]) && !isIntel)
            return ReadReal(at);
        if (word.Length > 1 && word[^1] is 'f' or 'b' or 'F' or 'B' && word[..^1].All(char.IsAsciiDigit) && int.TryParse(word[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var label))
            return new Token(TokenKind.LabelReference, word.ToLowerInvariant(), label, default, 0, false);
        if (word.StartsWith("1to", StringComparison.Ordinal))
            return new Token(TokenKind.Name, word, 0, default, 0, false);
        return TryParse(word, isIntel, out var value, out var style) ? new Token(TokenKind.Number, word, value, style, 0, false)
            : throw new ImportException(line, "'" + word + "' is not a " + (word.Length > 18 ? "64-bit number" : "number"));
    }

    /// <summary><c>1.5e3</c>, <c>0f1.5</c>.</summary>
    private Token ReadReal(int start)
    {
        at = start;
        if (at == text.Length || !char.IsAsciiDigit(text[at]))
            at = Math.Max(0, at);
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '.' || (text[at] is '+' or '-' && text[at - 1] is 'e' or 'E')))
            at++;
        return new Token(TokenKind.Real, text[start..at], 0, default, 0, false);
    }

    /// <summary>Numbers as GNU as reads them; with <paramref name="hasSuffixes"/> also <c>0ffh</c> and <c>101b</c>.</summary>
    public static bool TryParse(string word, bool hasSuffixes, out long value, out NumberStyle style)
    {
        var lower = word.ToLowerInvariant();
        style = NumberStyle.Decimal;
        var (digits, radix) = lower switch
        {
            ['0', 'x', _, ..] => (lower[2..], 16),
            [.., 'h'] when hasSuffixes => (lower[..^1], 16),
            ['0', 'b', _, ..] => (lower[2..], 2),
            ['0', _, ..] when !hasSuffixes || lower.All(char.IsAsciiDigit) => (lower[1..], 8),
            _ => (lower, 10),
        };
        style = radix switch { 16 => NumberStyle.Hexadecimal, 2 => NumberStyle.Binary, 8 => NumberStyle.Hexadecimal, _ => NumberStyle.Decimal };
        value = 0;
        UInt128 sum = 0;
        foreach (var digit in digits)
        {
            var number = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : 99;
            if (number >= radix)
                return false;
            sum = (sum * (UInt128)radix) + (UInt128)number;
            if (sum > ulong.MaxValue)
                return false;
        }

        value = unchecked((long)(ulong)sum);
        return true;
    }
}
