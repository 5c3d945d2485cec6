// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Import.Text;

namespace EntryAsm.Import.Nasm;

// What the preprocessor does with texts.
internal sealed partial class NasmReader
{
    private bool TryText(string word, string rest)
    {
        var (name, value) = Cut(rest);
        switch (word)
        {
            case "%strlen" or "%istrlen":
                defines.Set(name, null, TextsOf(value)[0].Length.ToString(CultureInfo.InvariantCulture));
                return true;
            case "%strcat" or "%istrcat":
                defines.Set(name, null, Quoted(string.Concat(TextsOf(value))));
                return true;
            case "%substr" or "%isubstr":
                defines.Set(name, null, Quoted(Part(value)));
                return true;
            case "%defstr" or "%idefstr":
                defines.Set(name, null, Quoted(defines.Apply(value, line)));
                return true;
            case "%deftok" or "%ideftok":
                defines.Set(name, null, TextsOf(value)[0]);
                return true;
            default:
                return false;
        }
    }

    private List<string> TextsOf(string rest)
    {
        var texts = new List<string>();
        var tokens = NasmLexer.Read(defines.Apply(rest, line), line);
        while (tokens.Current.Kind == TokenKind.Text)
        {
            texts.Add(tokens.Next().Text);
            tokens.Accept(",");
        }

        if (texts.Count == 0 || !tokens.AtEnd)
            throw tokens.Fail("a text in quotes is expected");
        return texts;
    }

    /// <summary><c>%substr name 'text' first, length</c>: the first character is 1; a negative length counts from the end.</summary>
    private string Part(string rest)
    {
        var tokens = NasmLexer.Read(defines.Apply(rest, line), line);
        if (tokens.Current.Kind != TokenKind.Text)
            throw tokens.Fail("a text in quotes is expected");
        var text = tokens.Next().Text;
        tokens.Accept(",");
        var first = Number();
        var length = tokens.Accept(",") || !tokens.AtEnd ? Number() : 1;
        tokens.ExpectEnd();
        var start = (int)Math.Clamp(first - 1, 0, text.Length);
        var end = (int)Math.Clamp(length < 0 ? text.Length + 1 + length : start + length, start, text.Length);
        return text[start..end];

        long Number() => Tree.Arithmetic.Evaluate(expressions.Parse(tokens), state.Number) ?? throw tokens.Fail("a number is expected");
    }

    private static string Quoted(string text) => !text.Contains('\'', StringComparison.Ordinal) ? "'" + text + "'"
        : !text.Contains('"', StringComparison.Ordinal) ? "\"" + text + "\"" : "`" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal) + "`";
}
