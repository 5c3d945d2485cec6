// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryAsm.Generators;

/// <summary>
/// Evaluates every class marked <c>[EntryModule]</c> at build time and adds what it becomes: bytes, constants and tables as C#, and the object as an
/// assembly attribute.
/// </summary>
/// <remarks>
/// Find the modules (Modules/) and read them (Pipeline/): take out what they reach (Reduction/), compile it and load its types (Images/), make steps of its instructions (Lowering/), run them
/// (Running/, Natives/, Values/), place errors (Reporting/, Diagnostics/), write what the modules become (Emission/).
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class EntryModuleGenerator : IIncrementalGenerator
{
    /// <summary>Names of the tracked steps.</summary>
    internal const string ModulesStep = "EntryModules", OutputsStep = "EntryOutputs";

    private readonly ModuleMemo memo;

    /// <summary>As the compiler makes it: with what earlier builds in this process found out.</summary>
    public EntryModuleGenerator() : this(OutputStore.OfProcess, LayerStore.OfProcess)
    {
    }

    internal EntryModuleGenerator(OutputStore store, LayerStore? layers = null) => memo = new(store, layers ?? new LayerStore(0));

    /// <summary>How often a module was evaluated; an edit elsewhere must not change it.</summary>
    internal int Interpretations => memo.Interpretations;

    /// <summary>How often that took binding all code the module reaches; an edit of a body must not change it.</summary>
    internal int Programs => memo.Programs;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var project = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => ProjectFolder.Of(options.GlobalOptions));

        var inputs = context.AdditionalTextsProvider.Select(InputFile.Of).Collect().Combine(project).Select(static (found, _) => new InputFiles(found.Left, found.Right));

        var modules = context.SyntaxProvider
            .ForAttributeWithMetadataName(ModuleKey.AttributeName, static (node, _) => node is TypeDeclarationSyntax, ModuleKey.Of)
            .Combine(context.CompilationProvider)
            .Combine(project.Combine(inputs))
            .Select((found, cancellation) => memo.Read(found.Left.Left, found.Left.Right, found.Right.Left, found.Right.Right, cancellation))
            .WithTrackingName(ModulesStep);

        var outputs = modules.Collect()
            .SelectMany(static (all, _) => WithUniqueNames(all))
            .WithTrackingName(OutputsStep);

        context.RegisterSourceOutput(outputs, static (production, output) => Add(production, output));
    }

    private static void Add(SourceProductionContext production, ModuleOutput output)
    {
        foreach (var diagnostic in output.Diagnostics)
            production.ReportDiagnostic(diagnostic.ToDiagnostic());
        if (output.Source.Length != 0)
            production.AddSource(output.Name + ".g.cs", SourceText.From(output.Source, System.Text.Encoding.UTF8));
    }

    /// <summary>Of modules whose names differ in case at most, all but the first make a diagnostic only.</summary>
    private static IEnumerable<ModuleOutput> WithUniqueNames(ImmutableArray<ModuleOutput> all)
    {
        var taken = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var output in all)
        {
            var isFirst = !taken.TryGetValue(output.Name, out var other);
            if (isFirst)
                taken.Add(output.Name, output.Name);
            yield return isFirst ? output : output.Shadowed(other!);
        }
    }
}
