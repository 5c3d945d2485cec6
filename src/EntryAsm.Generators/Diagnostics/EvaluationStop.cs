// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators;

/// <summary>Ends an evaluation with a diagnostic. No <c>catch</c> or <c>finally</c> of the author sees it.</summary>
internal sealed class EvaluationStop(DiagnosticDescriptor descriptor, params string[] arguments) : Exception(descriptor.Id)
{
    public DiagnosticDescriptor Descriptor => descriptor;

    public string[] Arguments => arguments;

    /// <summary>A type of the author's that .NET has no room for.</summary>
    public static EvaluationStop CannotLoad(TypeLoadException exception) =>
        new(Descriptors.OutsideSubset, "A type that .NET cannot load (" + exception.Message.Split('\r', '\n')[0] + ")", "make it smaller or simpler");
}
