// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Numerics;
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

internal sealed partial class GasReader
{
    private static readonly (string[] Names, int Width)[] DataDirectives =
    [
        ([".byte", ".1byte", ".dc.b"], 1),
        ([".word", ".value", ".short", ".hword", ".2byte", ".dc.w", ".dc"], 2),
        ([".long", ".int", ".4byte", ".dc.l"], 4),
        ([".quad", ".8byte", ".dc.a"], 8),
    ];

    private void AddData(Dictionary<string, Action<string>> all)
    {
        foreach (var (names, width) in DataDirectives)
        {
            foreach (var name in names)
                all[name] = rest => Data(rest, width);
        }

        all[".ascii"] = rest => Texts(rest, 0, 1);
        all[".asciz"] = all[".string"] = all[".string8"] = rest => Texts(rest, 1, 1);
        all[".string16"] = rest => Texts(rest, 1, 2);
        all[".string32"] = rest => Texts(rest, 1, 4);
        all[".string64"] = rest => Texts(rest, 1, 8);
        all[".octa"] = Octa;
        all[".float"] = all[".single"] = all[".dc.s"] = rest => Reals(rest, 4);
        all[".double"] = all[".dc.d"] = rest => Reals(rest, 8);
        all[".uleb128"] = rest => Leb(rest, isSigned: false);
        all[".sleb128"] = rest => Leb(rest, isSigned: true);
    }

    private void Data(string rest, int width)
    {
        var tokens = Tokens(rest);
        var values = new List<Argument>();
        while (!tokens.AtEnd)
        {
            if (width == 1 && tokens.Current.Kind == TokenKind.Text && (tokens.Peek().Is(",") || tokens.Peek().Kind == TokenKind.End))
                throw tokens.Fail(".ascii needs a string");
            values.Add(Value(Fitting(GasExpressions.Parse(tokens), width)));
            if (!tokens.Accept(","))
                tokens.ExpectEnd();
        }

        if (values.Count > 0)
            Call(DataMethod(width), [.. values]);
    }

    private static string DataMethod(int width) => width switch { 1 => "db", 2 => "dw", 4 => "dd", _ => "dq" };

    /// <summary>GNU as cuts a number that does not fit; the engine does not take it.</summary>
    private Expression Fitting(Expression expression, int width)
    {
        if (width == 8 || Arithmetic.Evaluate(expression, state.Number) is not { } value)
            return expression;
        var bits = 8 * width;
        return value >= -(1L << (bits - 1)) && value < 1L << bits ? expression : new NumberExpression(value & ((1L << bits) - 1), NumberStyle.Hexadecimal);
    }

    private void Texts(string rest, int zeros, int unit)
    {
        var tokens = Tokens(rest);
        while (!tokens.AtEnd)
        {
            if (tokens.Current.Kind != TokenKind.Text)
                throw tokens.Fail("a text in quotes is missing");
            var text = tokens.Next().Text;
            while (tokens.Current.Kind == TokenKind.Text)
                text += tokens.Next().Text;
            if (unit == 1 && text.All(static character => character < 0x80))
                Call(zeros == 0 ? "ascii" : "asciz", new TextArgument(text));
            else
                Call(DataMethod(unit), [.. text.Concat(new string('\0', zeros)).Select(static character => Number(character, NumberStyle.Hexadecimal))]);
            if (!tokens.Accept(","))
                tokens.ExpectEnd();
        }
    }

    private void Octa(string rest)
    {
        foreach (var part in rest.Split(','))
        {
            var word = part.Trim();
            if (!TryReadBig(word, out var value))
                throw new ImportException(line, "'" + word + "' is not a 128-bit number");
            Call("dq", Number(unchecked((long)(ulong)(value & ulong.MaxValue)), NumberStyle.Hexadecimal), Number(unchecked((long)(ulong)((value >> 64) & ulong.MaxValue)), NumberStyle.Hexadecimal));
        }
    }

    private static bool TryReadBig(string word, out BigInteger value)
    {
        var isNegative = word.StartsWith('-');
        word = word.TrimStart('-');
        var isRead = word.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && word.Length <= 34
            ? BigInteger.TryParse("0" + word[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            : BigInteger.TryParse(word.Length > 40 ? "x" : word, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        if (isNegative)
            value = (BigInteger.One << 128) - value;
        return isRead;
    }

    private void Reals(string rest, int width)
    {
        foreach (var part in rest.Split(','))
        {
            var word = part.Trim();
            var digits = word.Length > 2 && word[0] == '0' && char.IsAsciiLetter(word[1]) ? word[2..] : word;
            if (digits.Length > 100 || !double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                throw new ImportException(line, "'" + word + "' is not a number");
            var bits = width == 4 ? BitConverter.SingleToUInt32Bits(float.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture)) : BitConverter.DoubleToInt64Bits(value);
            Add(new CallStatement(DataMethod(width), [Number(bits, NumberStyle.Hexadecimal)]) { Line = line });
            output.AddComment(word, output.Count - 1, line);
        }
    }

    private void Leb(string rest, bool isSigned)
    {
        var bytes = new List<Argument>();
        foreach (var part in rest.Split(','))
        {
            var value = Known(ParseAll(part, "a number"), "the value of a LEB128 number");
            while (true)
            {
                var low = value & 0x7f;
                value = isSigned ? value >> 7 : (long)((ulong)value >> 7);
                var isLast = isSigned ? (value == 0 && (low & 0x40) == 0) || (value == -1 && (low & 0x40) != 0) : value == 0;
                bytes.Add(Number(isLast ? low : low | 0x80, NumberStyle.Hexadecimal));
                if (isLast)
                    break;
            }
        }

        Add(new CallStatement("db", [.. bytes]) { Line = line });
        output.AddComment((isSigned ? ".sleb128 " : ".uleb128 ") + rest, output.Count - 1, line);
    }
}
