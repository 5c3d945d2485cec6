// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

/// <summary>A method, constructor or accessor of the author, lowered when it is first called, and again when its file was edited.</summary>
internal sealed class Code(SyntaxNode declaration, SourceProgram program, Func<SyntaxNode, (Execute Body, Scope Scope)> lower)
{
    private Execute? body;
    private Scope? scope;

    /// <summary>Its declaration as the compilation has it that declares its symbol; an edit may have moved the code since.</summary>
    public SyntaxNode Declaration => declaration;

    public SyntaxNode Syntax { get; private set; } = program.Edits.Current(declaration);

    public SyntaxTree Tree => Syntax.SyntaxTree;

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

    /// <summary>Its file was edited.</summary>
    public void Forget()
    {
        Syntax = program.Edits.Current(declaration);
        body = null;
    }

    private void Lower()
    {
        if (body is null)
            (body, scope) = lower(Syntax);
    }
}
