// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

/// <summary>A method, constructor or accessor of the author, lowered when it is first called.</summary>
internal sealed class Code(SyntaxNode syntax, Func<(Execute Body, Scope Scope)> lower)
{
    private Execute? body;
    private Scope? scope;

    public SyntaxNode Syntax => syntax;

    public SyntaxTree Tree => syntax.SyntaxTree;

    /// <summary>The evaluation that last called it.</summary>
    public Machine? TouchedBy { get; set; }

    public Execute Body
    {
        get
        {
            Lower();
            return body!;
        }
    }

    /// <summary>Room for parameters, then locals.</summary>
    public object?[] NewSlots()
    {
        Lower();
        return new object?[scope!.Count];
    }

    private void Lower()
    {
        if (body is null)
            (body, scope) = lower();
    }
}
