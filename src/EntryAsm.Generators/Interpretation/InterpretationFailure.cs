// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

/// <summary>Ends an evaluation with a diagnostic.</summary>
internal sealed class InterpretationFailure(DiagnosticDescriptor descriptor, SyntaxNode? site, params string[] arguments) : Exception(descriptor.Id)
{
    public DiagnosticDescriptor Descriptor => descriptor;

    public string[] Arguments => arguments;

    /// <summary>The code at fault; null when it is the code being evaluated.</summary>
    public SyntaxNode? Site => site;
}

/// <summary>The code does not compile: the compiler says why, the generator is silent.</summary>
internal sealed class InvalidCodeException(SyntaxNode site) : Exception
{
    public SyntaxNode Site => site;
}

/// <summary>An exception on its way through <c>finally</c> blocks, with the place that threw it.</summary>
internal sealed class PassingException(Exception inner, CallStack place) : Exception(inner.Message, inner)
{
    public CallStack Place => place;
}
