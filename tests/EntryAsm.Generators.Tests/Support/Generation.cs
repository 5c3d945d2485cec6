// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Tests;

/// <summary>A compilation in memory, the generator run on it, and what came of it.</summary>
internal sealed class Generation
{
    public const string ProjectDir = "/project/";

    private static readonly MetadataReference Engine = MetadataReference.CreateFromFile(typeof(EntryAssembler).Assembly.Location);

    private Generation(EntryModuleGenerator generator, GeneratorDriver driver, CSharpCompilation input, Compilation output, ImmutableArray<Diagnostic> diagnostics)
    {
        Generator = generator;
        Driver = driver;
        Input = input;
        Output = output;
        Diagnostics = diagnostics;
    }

    public EntryModuleGenerator Generator { get; }

    public GeneratorDriver Driver { get; }

    public CSharpCompilation Input { get; }

    /// <summary>The input with what was generated.</summary>
    public Compilation Output { get; }

    /// <summary>The generator's own diagnostics.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>The compiler's errors and warnings on the whole.</summary>
    public IEnumerable<Diagnostic> CompilerMessages => Output.GetDiagnostics().Where(message => message.Severity >= DiagnosticSeverity.Warning);

    /// <summary>The generated files by name.</summary>
    public IReadOnlyDictionary<string, string> Sources => Driver.GetRunResult().Results.Single().GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>The body of a module's <c>Assemble</c>, with the usual frame around it.</summary>
    public static string Module(string body, string members = "", string outside = "", string name = "M", string baseType = "EntryAssembler") => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Runtime.CompilerServices;
        using EntryAsm;
        namespace Kernel
        {
            [EntryModule]
            public sealed partial class {{name}} : {{baseType}}
            {
                protected override void Assemble()
                {
        {{body}}
                }
        {{members}}
            }
        {{outside}}
        }
        """;

    public static Generation Run(params string[] sources) => Run([.. sources.Select((text, index) => (index == 0 ? "src/Module.cs" : $"src/File{index}.cs", text))]);

    public static Generation Run(params (string Path, string Text)[] sources) => Run(Compile(sources));

    public static Generation Run(CSharpCompilation input, CancellationToken cancellation = default) => Run(input, [], cancellation);

    /// <summary>With inputs beside the C#.</summary>
    public static Generation Run(CSharpCompilation input, IEnumerable<AdditionalText> inputs, CancellationToken cancellation = default) => Run(input, inputs, new Options(), cancellation);

    /// <summary>As in a Debug build.</summary>
    public static Generation RunForDebugging(CSharpCompilation input) => Run(input, [], new Options { HasDebugData = true }, default);

    /// <summary>As another build in the same compiler server.</summary>
    public static Generation RunIn(OutputStore store, CSharpCompilation input, IEnumerable<AdditionalText>? inputs = null, string projectDir = ProjectDir, bool hasDebugData = false) =>
        Run(input, inputs ?? [], new Options { HasDebugData = hasDebugData, ProjectDir = projectDir }, default, store);

    /// <summary>The same, where outputs are not kept and macros are.</summary>
    public static Generation RunIn(LayerStore layers, CSharpCompilation input) => Run(input, [], new Options(), default, layers: layers);

    private static Generation Run(CSharpCompilation input, IEnumerable<AdditionalText> inputs, Options options, CancellationToken cancellation, OutputStore? store = null, LayerStore? layers = null)
    {
        var generator = new EntryModuleGenerator(store ?? new OutputStore(0), layers);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], inputs, parseOptions: (CSharpParseOptions?)input.SyntaxTrees.FirstOrDefault()?.Options,
            optionsProvider: options, driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics, cancellation);
        return new Generation(generator, driver, input, output, diagnostics);
    }

    /// <summary>Runs the same driver again on a changed compilation, with another input in place of one.</summary>
    public Generation Again(CSharpCompilation changed, AdditionalText? before = null, AdditionalText? after = null)
    {
        var driver = before is null ? Driver : Driver.ReplaceAdditionalText(before, after!);
        driver = driver.RunGeneratorsAndUpdateCompilation(changed, out var output, out var diagnostics);
        return new Generation(Generator, driver, changed, output, diagnostics);
    }

    public static CSharpCompilation Compile(params (string Path, string Text)[] sources) => CSharpCompilation.Create("Consumer",
        sources.Select(source => Parse(source.Path, source.Text)), [.. Basic.Reference.Assemblies.Net100.References.All, Engine],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string path, string text) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), new CSharpParseOptions(LanguageVersion.Latest), System.IO.Path.GetFullPath(ProjectDir + path));

    /// <summary>What an analyzer reports on the output.</summary>
    public ImmutableArray<Diagnostic> Analyze(DiagnosticAnalyzer analyzer) =>
        Output.WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(new AnalyzerOptions([], new Options()), null, true, false)).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();

    /// <summary>The object the generator put into the assembly.</summary>
    public EntryObject Object(string module = "Kernel.M")
    {
        var values = Output.Assembly.GetAttributes().Where(attribute => attribute.AttributeClass?.Name == "AssemblyMetadataAttribute" && (string?)attribute.ConstructorArguments[0].Value == AssemblyObjects.Key)
            .Select(attribute => AssemblyObjects.ReadValue((string)attribute.ConstructorArguments[1].Value!));
        return values.FirstOrDefault(value => value.Name == module) ?? throw new InvalidOperationException("no object '" + module + "'; diagnostics: " + string.Join("\n", Diagnostics.Concat(CompilerMessages)));
    }

    /// <summary>The assembly, compiled and loaded.</summary>
    public Assembly Load()
    {
        using var image = new MemoryStream();
        var result = Output.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
    }

    /// <summary>The object of a module that is run, not interpreted.</summary>
    public EntryObject Execute(string module = "Kernel.M") => ((EntryAssembler)Activator.CreateInstance(Load().GetType(module, throwOnError: true)!)!).Build();

    /// <summary>The objects of some modules when they are run; files of others, which need not compile, are left out. A module <c>A.M</c> is in the file <c>A.M.cs</c>.</summary>
    public Dictionary<string, EntryObject> ExecuteAll(IReadOnlySet<string> modules)
    {
        static string NameOf(SyntaxTree tree) => Path.GetFileName(tree.FilePath).Replace(".g.cs", ".cs", StringComparison.Ordinal)[..^3];
        using var image = new MemoryStream();
        var result = Output.RemoveSyntaxTrees(Output.SyntaxTrees.Where(tree => NameOf(tree).Contains('.', StringComparison.Ordinal) && !modules.Contains(NameOf(tree)))).Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(message => message.Severity == DiagnosticSeverity.Error)));
        image.Position = 0;
        var assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
        return modules.ToDictionary(module => module, module => ((EntryAssembler)Activator.CreateInstance(assembly.GetType(module, throwOnError: true)!, nonPublic: true)!).Build(), StringComparer.Ordinal);
    }

    /// <summary>Asserts that there are no messages, and that the generator's object equals the one of the module when it is run.</summary>
    public EntryObject AssertEqualsExecuted(string module = "Kernel.M")
    {
        Assert.Empty(Diagnostics);
        Assert.DoesNotContain(CompilerMessages, message => message.Severity == DiagnosticSeverity.Error);
        var interpreted = Object(module);
        var executed = Execute(module);
        Assert.Equal(JsonWriter.Write(executed), JsonWriter.Write(interpreted));
        Assert.Equal(EntryObjectFormat.Write(executed), EntryObjectFormat.Write(interpreted));
        return interpreted;
    }

    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        public bool HasDebugData { get; init; }

        public string ProjectDir { get; init; } = Generation.ProjectDir;

        public override AnalyzerConfigOptions GlobalOptions => new ProjectOptions(ProjectDir, HasDebugData);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class ProjectOptions(string projectDir, bool hasDebugData) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
        {
            value = key switch { "build_property.ProjectDir" => projectDir, "build_property.EntryAsmDebugData" when hasDebugData => "true", _ => null };
            return value is not null;
        }
    }
}
