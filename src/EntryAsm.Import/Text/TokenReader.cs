// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Text;

/// <summary>The tokens of a statement, one after the other.</summary>
internal sealed class TokenReader
{
    private readonly List<Token> tokens;

    public TokenReader(List<Token> tokens, SourceLocation line)
    {
        this.tokens = tokens;
        Line = line;
    }

    public SourceLocation Line { get; }

    public int Position { get; set; }

    public Token Current => tokens[Math.Min(Position, tokens.Count - 1)];

    public bool AtEnd => Current.Kind == TokenKind.End;

    public Token Peek(int ahead = 1) => tokens[Math.Min(Position + ahead, tokens.Count - 1)];

    public Token Next()
    {
        var token = Current;
        Position++;
        return token;
    }

    public bool Accept(string mark)
    {
        if (!Current.Is(mark))
            return false;
        Position++;
        return true;
    }

    public bool AcceptWord(string word)
    {
        if (!Current.IsWord(word))
            return false;
        Position++;
        return true;
    }

    public void Expect(string mark)
    {
        if (!Accept(mark))
            throw Fail("'" + mark + "' is missing" + (AtEnd ? " at the end" : " before '" + Current.Text + "'"));
    }

    public string ExpectName(string what) => Current.Kind is TokenKind.Name or TokenKind.Text && Current.Text.Length > 0 ? Next().Text : throw Fail(what + " is missing");

    public void ExpectEnd()
    {
        if (!AtEnd)
            throw Fail("'" + Current.Text + "' is not expected here");
    }

    public ImportException Fail(string reason) => new(Line, reason);
}
