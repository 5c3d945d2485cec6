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
        context.RegisterCompilationStartAction(Start);
    }

    /// <summary>Checks while the compiler binds and writes all else: what is reported at the end is ready then.</summary>
#pragma warning disable RS1013 // No other action is wanted: it starts to let the work begin.
    private static void Start(CompilationStartAnalysisContext context)
#pragma warning restore RS1013
    {
        var global = context.Options.AnalyzerConfigOptionsProvider.GlobalOptions;
        if (!IsSet(global, "EntryAsmCheck", otherwise: true))
            return;
        var (compilation, cancellation) = (context.Compilation, context.CancellationToken);
        var options = OptionsOf(global);
        var checking = Task.Run(() => CarriedObjects.Of(compilation).SelectMany(value => CheckMemo.OfProcess.Check(value, options)).ToList(), cancellation);
        context.RegisterCompilationEndAction(end => Report(end, checking.GetAwaiter().GetResult()));
    }

    private static void Report(CompilationAnalysisContext context, IReadOnlyList<CheckFinding> findings)
    {
        var lines = new CheckLines(context.Compilation, ProjectFolder.Of(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions));
        foreach (var finding in findings)
            context.ReportDiagnostic(Diagnostic.Create(CheckDescriptors.Of(finding.Rule), lines.Find(finding.Line), finding.Path.Select(step => lines.Find(step.Line)).Where(static place => place.IsInSource), finding.Message));
    }

    private static CheckOptions OptionsOf(AnalyzerConfigOptions global) => new()
    {
        Speculation = IsSet(global, "EntryAsmCheckSpeculation", otherwise: false),
        StackAlignment = global.TryGetValue("build_property.EntryAsmStackAlignment", out var text) && int.TryParse(text, out var bytes) && bytes is 8 or 16 ? bytes : null,
    };

    private static bool IsSet(AnalyzerConfigOptions options, string property, bool otherwise) =>
        options.TryGetValue("build_property." + property, out var text) && bool.TryParse(text, out var value) ? value : otherwise;
}
