// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryAsm.Generators;

/// <summary>
/// Warns of a module's own <c>Global()</c> that its object does not have: nothing binds it and nothing names it, so whoever links against it finds no symbol. One that is named and not bound is an error already.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnboundGlobalAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(AdviceDescriptors.UnboundGlobal);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(Look);
    }

    private static void Look(CompilationAnalysisContext context)
    {
        foreach (var value in CarriedObjects.Of(context.Compilation))
        {
            if (CarriedObjects.Read(value) is not { } entryObject || context.Compilation.Assembly.GetTypeByMetadataName(entryObject.Name) is not { } module)
                continue;
            var names = new HashSet<string>(entryObject.Symbols.Select(static symbol => symbol.Name), StringComparer.Ordinal);
            foreach (var field in module.GetMembers().OfType<IFieldSymbol>())
            {
                if (field.IsStatic && !names.Contains(field.Name) && IsGlobal(field, context.CancellationToken))
                    context.ReportDiagnostic(Diagnostic.Create(AdviceDescriptors.UnboundGlobal, field.Locations[0], field.Name));
            }
        }
    }

    /// <summary>Whether the field is set to <c>Global()</c>, which takes the symbol's name from the field.</summary>
    private static bool IsGlobal(IFieldSymbol field, CancellationToken cancellation) => field.DeclaringSyntaxReferences.Length == 1
        && field.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer.Value: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call }
        && call.Expression is IdentifierNameSyntax { Identifier.ValueText: "Global" };
}
