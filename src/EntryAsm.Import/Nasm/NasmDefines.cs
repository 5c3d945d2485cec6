// SPDX-License-Identifier: MIT
using System.Text;

namespace EntryAsm.Import.Nasm;

/// <summary>What <c>%define</c> defines, put in its place.</summary>
internal sealed class NasmDefines
{
    private const int Deepest = 60;

    private const int LongestLine = 1 << 16;

    private readonly Dictionary<string, (string[]? Parameters, string Body)> all = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string[]? Parameters, string Body)> anyCase = new(StringComparer.OrdinalIgnoreCase);

    public bool IsDefined(string name) => all.ContainsKey(name) || anyCase.ContainsKey(name);

    public void Set(string name, string[]? parameters, string body, bool isAnyCase = false) => (isAnyCase ? anyCase : all)[name] = (parameters, body);

    public void Remove(string name)
    {
        all.Remove(name);
        anyCase.Remove(name);
    }

    public string Apply(string text, SourceLocation line, int depth = 0)
    {
        if (depth == 0)
            text = ApplyIndirect(text, line);
        if (depth > Deepest || text.Length > LongestLine)
            throw new ImportException(line, "%define names itself without end");
        var result = new StringBuilder();
        var changed = false;
        for (var at = 0; at < text.Length;)
        {
            if (text[at] is '"' or '\'' or '`')
            {
                var end = Math.Min(NasmLexer.EndOfText(text, at) + 1, text.Length);
                result.Append(text, at, end - at);
                at = end;
            }
            else if (NasmLexer.IsNameStart(text[at]))
            {
                changed |= ApplyName(text, ref at, result, line);
            }
            else if (char.IsAsciiDigit(text[at]))
            {
                while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
                    result.Append(text[at++]);
            }
            else
            {
                result.Append(text[at++]);
            }
        }

        var applied = Paste(result.ToString());
        return changed ? Apply(applied, line, depth + 1) : applied;
    }

    /// <summary><c>%[name]</c> is what the name stands for, joined to what is next to it.</summary>
    private string ApplyIndirect(string text, SourceLocation line)
    {
        for (var start = text.LastIndexOf("%[", StringComparison.Ordinal); start >= 0; start = text.LastIndexOf("%[", StringComparison.Ordinal))
        {
            var end = text.IndexOf(']', start);
            if (end < 0)
                throw new ImportException(line, "'%[' has no ']'");
            text = text[..start] + Apply(text[(start + 2)..end], line, 1) + text[(end + 1)..];
        }

        return text;
    }

    /// <summary><c>%+</c> joins what stands around it.</summary>
    private static string Paste(string text)
    {
        for (var at = text.IndexOf("%+", StringComparison.Ordinal); at >= 0; at = text.IndexOf("%+", StringComparison.Ordinal))
            text = text[..at].TrimEnd() + text[(at + 2)..].TrimStart();
        return text;
    }

    private bool ApplyName(string text, ref int at, StringBuilder result, SourceLocation line)
    {
        var start = at;
        while (at < text.Length && NasmLexer.IsNamePart(text[at]))
            at++;
        var name = text[start..at];
        if (!all.TryGetValue(name, out var found) && !anyCase.TryGetValue(name, out found))
        {
            result.Append(name switch
            {
                "__LINE__" or "__?LINE?__" => line.Line.ToString(System.Globalization.CultureInfo.InvariantCulture),
                "__FILE__" or "__?FILE?__" => "\"" + line.File + "\"",
                _ => name,
            });
            return false;
        }

        if (found.Parameters is null)
        {
            result.Append(found.Body == name ? name : found.Body);
            return found.Body != name;
        }

        var open = at;
        while (open < text.Length && char.IsWhiteSpace(text[open]))
            open++;
        if (open == text.Length || text[open] != '(')
        {
            result.Append(name);
            return false;
        }

        var arguments = SplitArguments(text, open, out at);
        result.Append(Fill(found.Body, found.Parameters, arguments));
        return true;
    }

    private static List<string> SplitArguments(string text, int open, out int end)
    {
        var arguments = new List<string>();
        var depth = 0;
        var start = open + 1;
        for (end = open; end < text.Length; end++)
        {
            if (text[end] == '(')
                depth++;
            else if (text[end] == ')' && --depth == 0)
                break;
            else if (text[end] == ',' && depth == 1)
            {
                arguments.Add(text[start..end].Trim());
                start = end + 1;
            }
        }

        arguments.Add(text[start..Math.Min(end, text.Length)].Trim());
        end = Math.Min(end + 1, text.Length);
        return arguments;
    }

    private static string Fill(string body, string[] parameters, List<string> arguments)
    {
        var result = new StringBuilder();
        for (var at = 0; at < body.Length;)
        {
            if (!NasmLexer.IsNameStart(body[at]))
            {
                result.Append(body[at++]);
                continue;
            }

            var start = at;
            while (at < body.Length && NasmLexer.IsNamePart(body[at]))
                at++;
            var place = Array.IndexOf(parameters, body[start..at]);
            result.Append(place >= 0 ? arguments.ElementAtOrDefault(place) ?? "" : body[start..at]);
        }

        return result.ToString();
    }
}
