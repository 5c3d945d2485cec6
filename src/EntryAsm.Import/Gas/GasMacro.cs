// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace EntryAsm.Import.Gas;

/// <summary>A macro as the source defines it.</summary>
internal sealed class GasMacro
{
    private GasMacro(string name, List<MacroParameter> parameters, string[] body, SourceLocation line)
    {
        Name = name;
        Parameters = parameters;
        Body = body;
        Line = line;
    }

    public string Name { get; }

    public List<MacroParameter> Parameters { get; }

    public string[] Body { get; }

    public SourceLocation Line { get; }

    /// <param name="head">What follows <c>.macro</c>.</param>
    /// <param name="body">The lines up to <c>.endm</c>.</param>
    /// <param name="line">Where it is defined.</param>
    public static GasMacro Define(string head, string[] body, SourceLocation line)
    {
        head = head.Trim();
        var end = 0;
        while (end < head.Length && (GasLexer.IsNamePart(head[end]) || char.IsAsciiDigit(head[end])))
            end++;
        if (end == 0)
            throw new ImportException(line, "the macro has no name");
        return new GasMacro(head[..end], ReadParameters(head[end..].TrimStart(' ', '\t', ','), line), body, line);
    }

    /// <summary>What each parameter stands for in one call.</summary>
    public Dictionary<string, string> Bind(string text, bool isAlternate, SourceLocation line)
    {
        var given = MacroArguments.Split(text, isAlternate, Parameters.Count, Parameters is [.., { IsRest: true }]);
        var bound = Parameters.ToDictionary(static parameter => parameter.Name, static parameter => parameter.Default, StringComparer.Ordinal);
        var place = 0;
        foreach (var argument in given)
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && bound.ContainsKey(argument[..equals].TrimEnd()))
                bound[argument[..equals].TrimEnd()] = argument[(equals + 1)..].TrimStart();
            else if (place >= Parameters.Count)
                throw new ImportException(line, "macro '" + Name + "' takes " + Parameters.Count.ToString(CultureInfo.InvariantCulture) + " arguments; here are more");
            else if (argument.Length > 0)
                bound[Parameters[place++].Name] = argument;
            else
                place++;
        }

        foreach (var parameter in Parameters)
        {
            if (parameter.IsRequired && bound[parameter.Name].Length == 0)
                throw new ImportException(line, "macro '" + Name + "' needs argument '" + parameter.Name + "'");
        }

        return bound;
    }

    private static List<MacroParameter> ReadParameters(string text, SourceLocation line)
    {
        var parameters = new List<MacroParameter>();
        var at = 0;
        while (at < text.Length)
        {
            while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == ','))
                at++;
            var start = at;
            while (at < text.Length && (GasLexer.IsNamePart(text[at]) || char.IsAsciiDigit(text[at])))
                at++;
            if (at == start)
            {
                if (at < text.Length)
                    throw new ImportException(line, "'" + text[at] + "' is not a parameter of a macro");
                break;
            }

            var name = text[start..at];
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            var kind = "";
            if (at < text.Length && text[at] == ':')
            {
                start = ++at;
                while (at < text.Length && char.IsAsciiLetter(text[at]))
                    at++;
                kind = text[start..at];
            }

            var value = "";
            if (at < text.Length && text[at] == '=')
            {
                at++;
                value = MacroArguments.First(text, ref at);
            }

            if (parameters.Exists(parameter => parameter.Name == name))
                throw new ImportException(line, "the macro has two parameters '" + name + "'");
            parameters.Add(new MacroParameter(name, value, kind == "req", kind == "vararg"));
        }

        return parameters;
    }
}

/// <summary>A parameter of a macro.</summary>
internal sealed record MacroParameter(string Name, string Default, bool IsRequired, bool IsRest);

/// <summary>Puts arguments in the place of parameters.</summary>
internal static class Substitution
{
    /// <param name="line">A line of the body.</param>
    /// <param name="values">What the parameters stand for.</param>
    /// <param name="count">How many macros were expanded before: <c>\@</c>.</param>
    /// <param name="isAlternate">Parameters stand without a backslash too.</param>
    public static string Apply(string line, IReadOnlyDictionary<string, string> values, int count, bool isAlternate)
    {
        var result = new StringBuilder(line.Length + 16);
        var quoted = false;
        for (var at = 0; at < line.Length;)
        {
            var character = line[at];
            quoted ^= character == '"' && (at == 0 || line[at - 1] != '\\');
            if (character == '\'' && !quoted && at + 2 < line.Length && line[at + 1] == '\\')
            {
                // A character is read before macros are: '\c is 'c', whatever parameters there are.
                result.Append(line, at, 3);
                at += 3;
            }
            else if (character == '\\' && at + 1 < line.Length)
            {
                at = Escaped(line, at + 1, values, count, result);
            }
            else if (isAlternate && !quoted && character == '$')
            {
                // A name may begin with it, so it hides a parameter.
                var end = EndOfName(line, at);
                result.Append(line, at, end - at);
                at = end;
            }
            else if (isAlternate && !quoted && GasLexer.IsNameStart(character))
            {
                var end = EndOfName(line, at);
                result.Append(values.TryGetValue(line[at..end], out var value) ? value : line[at..end]);
                at = end < line.Length && line[end] == '&' ? end + 1 : end;
            }
            else if (isAlternate && character == '&' && at + 1 < line.Length && GasLexer.IsNameStart(line[at + 1]) && values.ContainsKey(line[(at + 1)..EndOfName(line, at + 1)]))
            {
                at++;
            }
            else
            {
                result.Append(character);
                at++;
            }
        }

        return result.ToString();
    }

    /// <summary>Puts registers in the place of the names that stand for them.</summary>
    public static string Registers(string line, IReadOnlyDictionary<string, string> aliases)
    {
        var result = new StringBuilder(line.Length + 16);
        var quoted = false;
        for (var at = 0; at < line.Length;)
        {
            quoted ^= line[at] == '"';
            var end = quoted ? at : EndOfName(line, at);
            var word = line[at..Math.Max(end, at + 1)];
            result.Append(end > at && aliases.TryGetValue(word, out var register) ? register : word);
            at += word.Length;
        }

        return result.ToString();
    }

    private static int Escaped(string line, int at, IReadOnlyDictionary<string, string> values, int count, StringBuilder result)
    {
        if (line[at] == '@')
        {
            result.Append(count.ToString(CultureInfo.InvariantCulture));
            return at + 1;
        }

        if (line[at] == '(' && at + 1 < line.Length && line[at + 1] == ')')
            return at + 2;
        var end = EndOfName(line, at);
        if (end > at && values.TryGetValue(line[at..end], out var value))
        {
            result.Append(value);
            return end;
        }

        result.Append('\\').Append(line[at]);
        return at + 1;
    }

    private static int EndOfName(string line, int at)
    {
        while (at < line.Length && (GasLexer.IsNamePart(line[at]) || char.IsAsciiDigit(line[at])))
            at++;
        return at;
    }
}
