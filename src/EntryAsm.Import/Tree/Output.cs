// SPDX-License-Identifier: MIT
using System.Text;

namespace EntryAsm.Import.Tree;

/// <summary>Statements as they are read.</summary>
internal sealed class Output
{
    private readonly List<Statement> statements = [];

    public IReadOnlyList<Statement> Statements => statements;

    public int Count => statements.Count;

    public void Add(Statement statement) => statements.Add(statement);

    public void RemoveLast() => statements.RemoveAt(statements.Count - 1);

    /// <summary>Empty lines stand one at a time.</summary>
    public void AddBlank(SourceLocation line)
    {
        if (statements.Count > 0 && statements[^1] is not BlankStatement)
            statements.Add(new BlankStatement { Line = line });
    }

    /// <summary>A comment: of the statement that its line came to, or on a line of its own.</summary>
    public void AddComment(string text, int before, SourceLocation line)
    {
        text = AsUtf8(text);
        if (statements.Count > before && statements[^1] is CallStatement or AssignStatement)
            statements[^1] = statements[^1] with { Comment = text };
        else
            statements.Add(new CommentStatement(text) { Line = line });
    }

    /// <summary>Sources are read one character a byte; a comment is for people.</summary>
    private static string AsUtf8(string text)
    {
        if (text.All(char.IsAscii))
            return text;
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(System.Text.Encoding.Latin1.GetBytes(text));
        }
        catch (DecoderFallbackException)
        {
            return text;
        }
    }
}
