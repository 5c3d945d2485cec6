// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryAsm.Generators;

/// <summary>Silences what code that reads as assembly trips by its nature, inside classes derived from the assembler only.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModuleStyleSuppressor : DiagnosticSuppressor
{
    private const string Naming = "Symbols, routines and macros keep the names the kernel knows them by.";
    private const string Evaluated = "The member is used when the module is evaluated, or names a symbol.";
    private const string Macro = "A macro stays an instance method: it may come to write instructions, and callers read as assembly.";

    private static readonly ImmutableArray<SuppressionDescriptor> All = ImmutableArray.Create(
        Suppress("EASP0001", "IDE0051", Evaluated),
        Suppress("EASP0002", "IDE0052", Evaluated),
        Suppress("EASP0003", "CS0169", Evaluated),
        Suppress("EASP0004", "CS0414", Evaluated),
        Suppress("EASP0005", "CS0649", Evaluated),
        Suppress("EASP0006", "CA1823", Evaluated),
        Suppress("EASP0007", "IDE1006", Naming),
        Suppress("EASP0008", "CA1707", Naming),
        Suppress("EASP0009", "CA1822", Macro),
        Suppress("EASP0010", "CS0108", Naming));

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions => All;

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (IsInModule(diagnostic.Location, context))
                context.ReportSuppression(Suppression.Create(All.First(descriptor => descriptor.SuppressedDiagnosticId == diagnostic.Id), diagnostic));
        }
    }

    private static bool IsInModule(Location location, SuppressionAnalysisContext context)
    {
        if (location.SourceTree is not { } tree)
            return false;
        var node = tree.GetRoot(context.CancellationToken).FindNode(location.SourceSpan);
        var declaration = node.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        return declaration is not null
            && context.GetSemanticModel(tree).GetDeclaredSymbol(declaration, context.CancellationToken) is INamedTypeSymbol type
            && ModuleChecks.IsAssembler(type);
    }

    private static SuppressionDescriptor Suppress(string id, string suppressed, string justification) => new(id, suppressed, justification);
}
