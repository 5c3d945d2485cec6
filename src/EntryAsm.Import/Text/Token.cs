// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Text;

/// <summary>A word of a statement.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A name, a text without its quotes, or the characters of a punctuation mark.</param>
/// <param name="Value">The value of a number.</param>
/// <param name="Style">How a number is written.</param>
/// <param name="At">Where in the statement it begins.</param>
/// <param name="AfterSpace">True when white space stands before it.</param>
internal readonly record struct Token(TokenKind Kind, string Text, long Value, NumberStyle Style, int At, bool AfterSpace)
{
    public bool Is(string mark) => Kind == TokenKind.Mark && Text == mark;

    public bool IsWord(string word) => Kind == TokenKind.Name && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Kinds of <see cref="Token"/>.</summary>
internal enum TokenKind
{
    End,
    Name,
    Number,

    /// <summary>A number with a fraction or an exponent.</summary>
    Real,
    Text,

    /// <summary>A numeric label with its direction: <c>1f</c>.</summary>
    LabelReference,
    Mark,
}
