// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryAsm.Generators;

/// <summary>
/// Reports what is wrong with the entry code of the modules, at the C# lines. It reads the objects that the generator has added, so the generator does nothing
/// for it. On for modules that declare an entry or a gate; the property <c>EntryAsmCheck</c> turns it off.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EntryCheckAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => CheckDescriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics); // the macros of a package count as generated
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(Check);
    }

    private void Check(CompilationAnalysisContext context)
    {
        var global = context.Options.AnalyzerConfigOptionsProvider.GlobalOptions;
        if (IsSet(global, "EntryAsmCheck", otherwise: true) is false)
            return;
        var options = new CheckOptions
        {
            Speculation = IsSet(global, "EntryAsmCheckSpeculation", otherwise: false),
            StackAlignment = global.TryGetValue("build_property.EntryAsmStackAlignment", out var text) && int.TryParse(text, out var bytes) && bytes is 8 or 16 ? bytes : null,
        };
        var lines = new CheckLines(context.Compilation, ProjectFolder.Of(global));
        foreach (var value in CarriedObjects.Of(context.Compilation))
        {
            foreach (var finding in CheckMemo.OfProcess.Check(value, options))
                context.ReportDiagnostic(Diagnostic.Create(CheckDescriptors.Of(finding.Rule), lines.Find(finding.Line), finding.Path.Select(step => lines.Find(step.Line)).Where(static place => place.IsInSource), finding.Message));
        }
    }

    private static bool IsSet(AnalyzerConfigOptions options, string property, bool otherwise) =>
        options.TryGetValue("build_property." + property, out var text) && bool.TryParse(text, out var value) ? value : otherwise;
}
