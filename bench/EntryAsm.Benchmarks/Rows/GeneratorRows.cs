// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
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
        new("generator, an edit elsewhere, project of 100 files of 100 lines", "the same compilation step without the generator", 1.03, static () => EditElsewhere(areShort: false)),
        new("generator, an edit elsewhere, project of 100 files of 10 lines", "the same compilation step without the generator", 1.05, static () => EditElsewhere(areShort: true)),
        new("generator, an edit in one of 1,000 modules", "the same compilation step without the generator", double.PositiveInfinity, EditOneOfMany),
        new("generator, what it keeps after a run on 50 modules and 20 edits", "after the run", double.PositiveInfinity, Kept),
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

    private static Result EditElsewhere(bool areShort)
    {
        var project = new ModuleProject(otherFiles: 100, areShort);
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

    private static Result EditOneOfMany()
    {
        var project = ModuleProject.OfModules(1000);
        var generator = new EntryModuleGenerator();
        GeneratorDriver driver = ModuleProject.NewDriver(generator.AsSourceGenerator());
        driver = Run(driver, project.Compilation);
        var interpretations = generator.Interpretations;
        var (version, ran, allocated) = (0, 0L, 0L);
        var result = Result.Of(Pair.Compare(
            () =>
            {
                var edited = project.EditModule(++version);
                var (start, before) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes(precise: true));
                driver = driver.RunGeneratorsAndUpdateCompilation(edited, out var updated, out _);
                ran += Stopwatch.GetTimestamp() - start;
                allocated += GC.GetTotalAllocatedBytes(precise: true) - before;
                Compile(updated);
            },
            () => Compile(project.EditModule(++version)),
            rounds: 9));
        var edits = generator.Interpretations - interpretations;
        return result with { Ours = string.Create(CultureInfo.InvariantCulture, $"{result.Ours}; the generator {Stopwatch.GetElapsedTime(0, ran).TotalMilliseconds / edits:0.#} ms, {allocated / 1e6 / edits:0.##} MB of it") };
    }

    /// <summary>The managed memory that is free once the driver with its generator is gone, while the compiler still holds the project.</summary>
    private static Result Kept()
    {
        var project = ModuleProject.OfModules(50);
        double first = KeptAfter(project, edits: 0), later = KeptAfter(project, edits: 20);
        return new Result(later / first, Text(later), Text(first));

        static string Text(double megabytes) => string.Create(CultureInfo.InvariantCulture, $"{megabytes:0.##} MB");
    }

    private static double KeptAfter(ModuleProject project, int edits)
    {
        var last = project.EditModule(edits);
        var with = HeldAfter(project, edits, last);
        var without = Memory.Held();
        GC.KeepAlive(last);
        return with - without;
    }

    /// <summary>Its caller has no place where the driver would live on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double HeldAfter(ModuleProject project, int edits, CSharpCompilation last)
    {
        var driver = DriverAfter(project, edits, last);
        var held = Memory.Held();
        GC.KeepAlive(driver);
        return held;
    }

    private static GeneratorDriver DriverAfter(ModuleProject project, int edits, CSharpCompilation last)
    {
        GeneratorDriver driver = ModuleProject.NewDriver(new EntryModuleGenerator(new OutputStore(16 << 20)).AsSourceGenerator());
        driver = Run(driver, project.Compilation);
        for (var version = 1; version < edits; version++)
            driver = Run(driver, project.EditModule(version));
        return Run(driver, last);
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
