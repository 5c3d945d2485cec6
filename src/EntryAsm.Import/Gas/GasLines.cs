// SPDX-License-Identifier: MIT
using System.Text;

namespace EntryAsm.Import.Gas;

/// <summary>A line of the source without its comments.</summary>
/// <param name="Statements">What <c>;</c> parts.</param>
/// <param name="Comment">The comment's text, or null.</param>
internal readonly record struct GasLine(List<string> Statements, string? Comment);

/// <summary>Takes comments out of lines and parts what <c>;</c> parts. A comment of several lines is remembered from one line to the next.</summary>
internal sealed class GasLines
{
    private bool inComment;

    public GasLine Read(string text)
    {
        var statements = new List<string>();
        var code = new StringBuilder();
        StringBuilder? comment = inComment ? new StringBuilder() : null;
        for (var at = 0; at < text.Length; at++)
        {
            if (inComment)
            {
                at = EndOfComment(text, at, comment ??= new StringBuilder());
                code.Append(' ');
                continue;
            }

            var character = text[at];
            if (character == '"')
            {
                at = CopyText(text, at, code);
            }
            else if (character == '\'' && at + 1 < text.Length && !IsWordEnd(code))
            {
                at = CopyCharacter(text, at, code);
            }
            else if (character == '/' && At(text, at + 1) == '*')
            {
                inComment = true;
                at++;
            }
            else if (character == '#' || (character == '/' && (At(text, at + 1) == '/' || (statements.Count == 0 && IsBlank(code)))))
            {
                (comment ??= new StringBuilder()).Append(text, at, text.Length - at);
                break;
            }
            else if (character == ';')
            {
                statements.Add(code.ToString().Trim());
                code.Clear();
            }
            else
            {
                code.Append(character);
            }
        }

        statements.Add(code.ToString().Trim());
        statements.RemoveAll(static statement => statement.Length == 0);
        return new GasLine(statements, comment is null ? null : Clean(comment.ToString()));
    }

    private static char At(string text, int at) => at < text.Length ? text[at] : '\0';

    private static bool IsBlank(StringBuilder text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsWhiteSpace(text[i]))
                return false;
        }

        return true;
    }

    /// <summary>An apostrophe within a word quotes nothing.</summary>
    private static bool IsWordEnd(StringBuilder code) => code.Length > 0 && (char.IsLetterOrDigit(code[^1]) || code[^1] is '_' or '.');

    private int EndOfComment(string text, int at, StringBuilder comment)
    {
        var end = text.IndexOf("*/", at, StringComparison.Ordinal);
        inComment = end < 0;
        comment.Append(text, at, (end < 0 ? text.Length : end) - at);
        return end < 0 ? text.Length : end + 1;
    }

    private static int CopyText(string text, int at, StringBuilder code)
    {
        code.Append('"');
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            code.Append(text[at]);
            if (text[at] == '\\' && at + 1 < text.Length)
                code.Append(text[++at]);
        }

        if (at < text.Length)
            code.Append('"');
        return at;
    }

    private static int CopyCharacter(string text, int at, StringBuilder code)
    {
        code.Append(text[at++]);
        code.Append(text[at]);
        if (text[at] == '\\' && at + 1 < text.Length)
            code.Append(text[++at]);
        if (At(text, at + 1) == '\'')
            code.Append(text[++at]);
        return at;
    }

    private static string Clean(string comment) => comment.TrimStart('#', '/', '*', ' ', '\t').TrimEnd('*', ' ', '\t');
}
