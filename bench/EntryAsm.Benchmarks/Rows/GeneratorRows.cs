// SPDX-License-Identifier: MIT
using EntryAsm.Generators;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Benchmarks;

/// <summary>What an author waits for while typing.</summary>
internal static class GeneratorRows
{
    public static IEnumerable<Row> All =>
    [
        new("generator, warm, after an edit in the module", "Roslyn binding the same method bodies alone", 1.5, EditInModule),
        new("generator, an edit elsewhere, project of 100 files of 100 lines", "the same compilation step without the generator", 1.05, EditElsewhere),
    ];

    private static Result EditInModule()
    {
        var project = new ModuleProject(otherFiles: 0);
        GeneratorDriver driver = ModuleProject.NewDriver(new EntryModuleGenerator(new OutputStore(0)).AsSourceGenerator());
        driver = Run(driver, project.Compilation);
        var version = 0;
        return Result.Of(Pair.Compare(
            () => driver = Run(driver, project.EditModule(++version)),
            () => ModuleProject.BindBodies(project.EditModule(++version)),
            rounds: 61));
    }

    private static Result EditElsewhere()
    {
        var project = new ModuleProject(otherFiles: 100);
        var generator = new EntryModuleGenerator(new OutputStore(0));
        GeneratorDriver driver = ModuleProject.NewDriver(generator.AsSourceGenerator());
        driver = Run(driver, project.Compilation);
        var interpretations = generator.Interpretations;
        var version = 0;
        var result = Result.Of(Pair.Compare(
            () => Compile(AfterGeneration(project.EditOther(++version))),
            () => Compile(project.EditOther(++version)),
            rounds: 121));
        return result with { Ours = $"{result.Ours}, {generator.Interpretations - interpretations} interpretations" };

        Compilation AfterGeneration(CSharpCompilation compilation)
        {
            driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _);
            return updated;
        }
    }

    private static GeneratorDriver Run(GeneratorDriver driver, CSharpCompilation compilation)
    {
        driver = driver.RunGenerators(compilation);
        var result = driver.GetRunResult();
        return result.Diagnostics.IsEmpty && result.GeneratedTrees.Length != 0 ? driver
            : throw new InvalidOperationException("the workload does not generate: " + string.Join("\n", result.Diagnostics));
    }

    private static void Compile(Compilation compilation)
    {
        using var assembly = new MemoryStream();
        var emitted = compilation.Emit(assembly);
        if (!emitted.Success)
            throw new InvalidOperationException("the workload does not compile: " + string.Join("\n", emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(3)));
    }
}
