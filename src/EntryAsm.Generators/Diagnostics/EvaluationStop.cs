// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators;

/// <summary>Ends an evaluation with a diagnostic. No <c>catch</c> or <c>finally</c> of the author sees it.</summary>
internal sealed class EvaluationStop(DiagnosticDescriptor descriptor, params string[] arguments) : Exception(descriptor.Id)
{
    public DiagnosticDescriptor Descriptor => descriptor;

    public string[] Arguments => arguments;
}
