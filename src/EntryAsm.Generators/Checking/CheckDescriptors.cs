// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators;

/// <summary>The rules of the checker as diagnostics of the compiler.</summary>
internal static class CheckDescriptors
{
    private const string Category = "EntryAsm.Check";

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = EntryChecker.Rules.Select(Create).ToImmutableArray();

    public static DiagnosticDescriptor Of(CheckRule rule) => All[EntryChecker.Rules.IndexOf(rule)];

    private static DiagnosticDescriptor Create(CheckRule rule)
    {
        var severity = rule.Severity switch { CheckSeverity.Error => DiagnosticSeverity.Error, CheckSeverity.Warning => DiagnosticSeverity.Warning, _ => DiagnosticSeverity.Info };
#pragma warning disable RS1033, RS2008, RS1032 // The table of rules is the engine's, which the tool reads too.
        return new DiagnosticDescriptor(rule.Id, rule.Title, "{0}", Category, severity, isEnabledByDefault: true, helpLinkUri: HelpLinks.Of(rule.Id), customTags: WellKnownDiagnosticTags.CompilationEnd);
#pragma warning restore RS1033, RS2008, RS1032
    }
}
