// SPDX-License-Identifier: GPL-2.0-only
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using EntryAsm.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace EntryAsm.Linux.Tests;

/// <summary>A compilation as an author has it: the port as source, modules beside it, the generator run over both.</summary>
internal sealed class AuthorsCompilation
{
    private const string ProjectFolder = "/project/";

    public AuthorsCompilation(string modules)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp12);
        var compilation = CSharpCompilation.Create("Author",
            [Parse(ProjectFolder + "Modules.cs", modules, options), .. Port().Select(file => Parse(file.Path, file.Text, options))],
            [.. Basic.Reference.Assemblies.Net100.References.All, MetadataReference.CreateFromFile(typeof(EntryAssembler).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        CSharpGeneratorDriver.Create([new EntryModuleGenerator().AsSourceGenerator()], parseOptions: options, optionsProvider: new ProjectOptions())
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        Messages = [.. diagnostics.Concat(output.GetDiagnostics()).Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString())];
        Output = output;
    }

    /// <summary>Errors and warnings of compiler and generator.</summary>
    public IReadOnlyList<string> Messages { get; }

    private Compilation Output { get; }

    /// <summary>The assembly, compiled and loaded.</summary>
    public Assembly Load()
    {
        using var image = new MemoryStream();
        var result = Output.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
    }

    private static IEnumerable<(string Path, string Text)> Port()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Port");
        return Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => ("/packages/EntryAsm.Linux/" + Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText(file)));
    }

    private static SyntaxTree Parse(string path, string text, CSharpParseOptions options) => CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), options, path);

    private sealed class ProjectOptions : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Properties();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Properties : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == "build_property.ProjectDir" ? ProjectFolder : null;
            return value is not null;
        }
    }
}
