// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace EntryAsm.Generators;

/// <summary>
/// Rejects constants for the parameters that the compiler fills with where a call stands: <c>push(1, "x", 5)</c> compiles, and means one operand. A macro that hands its own on is
/// right.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallerArgumentAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(AdviceDescriptors.CallerArgument);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Look, OperationKind.Invocation);
    }

    private static void Look(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.ContainingType is not { Name: nameof(EntryAssembler), ContainingNamespace.Name: nameof(EntryAsm) })
            return;
        foreach (var argument in call.Arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { Name: "file" or "line" } parameter, Value.ConstantValue.HasValue: true })
                context.ReportDiagnostic(Diagnostic.Create(AdviceDescriptors.CallerArgument, argument.Syntax.GetLocation(), call.TargetMethod.Name, argument.Syntax.ToString(), parameter.Name));
        }
    }
}
