// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.RegularExpressions;

namespace EntryAsm.Conformance;

/// <summary>What a line has that this reader does not read, or that no call says.</summary>
internal sealed class UnreadException(string reason) : Exception(reason);

/// <summary>Numbers, symbols, registers and sums of them, as C# has them.</summary>
internal sealed partial class LineExpression
{
    private readonly List<string> tokens;
    private readonly bool hasPercent;
    private int next;

    private LineExpression(string text, bool hasPercent)
    {
        tokens = Token().Matches(text).Select(static each => each.Value).ToList();
        this.hasPercent = hasPercent;
        if (string.Concat(tokens) != string.Concat(text.Where(static each => !char.IsWhiteSpace(each))))
            throw new UnreadException("expressions that are spelled in another way");
    }

    /// <param name="text">The whole expression.</param>
    /// <param name="hasPercent">True where a register has a percent sign.</param>
    public static Op Read(string text, bool hasPercent)
    {
        var reader = new LineExpression(text, hasPercent);
        var value = reader.Sum();
        return reader.next == reader.tokens.Count ? value : throw new UnreadException("expressions that are spelled in another way");
    }

    /// <summary>The register of a name; null where it is none.</summary>
    public static Op? Register(string name, bool hasPercent)
    {
        name = name.Trim().ToLowerInvariant();
        if (hasPercent != name.StartsWith('%'))
            return null;
        if (name.TrimStart('%') is "eiz" or "riz")
            throw new UnreadException("eiz and riz, the index that is none");
        name = name.TrimStart('%').Replace(" ", "", StringComparison.Ordinal);
        name = name == "st" ? "st0" : StackRegister().Replace(name, "st$1");
        name = name.StartsWith("db", StringComparison.Ordinal) && name.Length == 3 ? "dr" + name[2] : name;
        return LineCall.IsRegister(name) ? LineCall.Register(name) : (Op?)null;
    }

    private string? Peek => next < tokens.Count ? tokens[next] : null;

    private Op Sum()
    {
        var value = Product();
        while (Peek is "+" or "-")
            value = tokens[next++] == "+" ? value + Product() : value - Product();
        return value;
    }

    private Op Product()
    {
        var value = Primary();
        while (Peek is "*" or "<<" or "&" or "|")
        {
            var sign = tokens[next++];
            var other = Primary();
            value = sign == "*" ? (Number(value) is { } left && Number(other) is { } right ? left * right : Number(other) is { } scale ? value * (int)scale : other * (int)Needed(value))
                : sign == "<<" ? Needed(value) << (int)Needed(other) : sign == "&" ? Needed(value) & Needed(other) : Needed(value) | Needed(other);
        }

        return value;
    }

    private Op Primary()
    {
        var token = Peek ?? throw new UnreadException("expressions that are spelled in another way");
        next++;
        switch (token)
        {
            case "$" when hasPercent:
                throw new UnreadException("expressions that are spelled in another way");
            case "-":
                return Number(Primary()) is { } positive ? -positive : throw new UnreadException("a symbol with a minus sign in front");
            case "~":
                return ~Needed(Primary());
            case "(":
                var inner = Sum();
                if (Peek != ")")
                    throw new UnreadException("expressions that are spelled in another way");
                next++;
                return inner;
            case "." or "$":
                return EntryAssembler.dot;
        }

        if (Register(token, hasPercent) is { } register)
            return register;
        if (char.IsAsciiDigit(token[0]))
            return Parse(token);
        return char.IsAsciiLetter(token[0]) || token[0] == '_' ? Symbol(token) : throw new UnreadException("operands that name what is local to their file");
    }

    private static Op Symbol(string name)
    {
        var parts = name.Split('@', 2);
        var symbol = EntryAssembler.Extern(parts[0]);
        if (parts.Length == 1)
            return symbol;
        var reference = typeof(Symbol).GetProperty(parts[1].ToUpperInvariant());
        return reference?.PropertyType == typeof(Op) ? (Op)reference.GetValue(symbol)! : throw new UnreadException("@" + parts[1]);
    }

    private static Op Parse(string token)
    {
        var isHex = token.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (isHex && ulong.TryParse(token.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number))
            return number;
        if (token.StartsWith("0b", StringComparison.Ordinal) && ulong.TryParse(token.AsSpan(2), NumberStyles.BinaryNumber, CultureInfo.InvariantCulture, out number))
            return number;
        if ((token == "0" || token[0] != '0') && ulong.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            return number;
        throw new UnreadException("numbers of other bases and numeric labels");
    }

    private static long Needed(Op value) => Number(value) ?? throw new UnreadException("arithmetic on symbols");

    private static long? Number(Op value) => value.Form == EntryAsm.Operands.OpForm.Immediate ? value.Value : null;

    [GeneratedRegex(@"%?st\s*\(\s*\d\s*\)|%?[\w.$]+(?:@\w+)?|<<|[-+*&|~()]")]
    private static partial Regex Token();

    [GeneratedRegex(@"^st\((\d)\)$")]
    private static partial Regex StackRegister();
}
