// SPDX-License-Identifier: MIT
using System.Text;
using EntryAsm.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace EntryAsm.Tool.Tests;

/// <summary>Compiles snippets of the documentation with the generator, as an author's project would.</summary>
internal static class SnippetCompiler
{
    private const string ProjectDirectory = "/project/";

    private static readonly Lazy<SyntaxTree[]> Macros = new(ReadMacros);

    /// <summary>Compiles a file; where it uses them, together with the sources of EntryAsm.Linux.</summary>
    public static (Compilation Output, IReadOnlyList<Diagnostic> Diagnostics) Run(string text, string file = "Snippet.cs")
    {
        var input = CSharpCompilation.Create("Snippet", [Parse(file, text), .. text.Contains("EntryAsm.Linux", StringComparison.Ordinal) ? Macros.Value : []],
            [.. Basic.Reference.Assemblies.Net100.References.All, MetadataReference.CreateFromFile(typeof(EntryAssembler).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        var driver = CSharpGeneratorDriver.Create([new EntryModuleGenerator().AsSourceGenerator()], parseOptions: Options, optionsProvider: new ProjectOptions());
        driver.RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics);
        return (output, [.. diagnostics, .. output.GetDiagnostics()]);
    }

    private static CSharpParseOptions Options => new(LanguageVersion.Latest);

    private static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), Options, ProjectDirectory + path);

    /// <summary>The sources of EntryAsm.Linux, as its package adds them to a compilation.</summary>
    private static SyntaxTree[] ReadMacros()
    {
        var folder = Repository.PathOf("src/EntryAsm.Linux");
        string[] left = ["bin", "obj", "Kbuild"];
        return [.. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !left.Contains(Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0]))
            .Order(StringComparer.Ordinal).Select(file => Parse("EntryAsm.Linux/" + Path.GetRelativePath(folder, file), File.ReadAllText(file)))];
    }

    private sealed class ProjectOptions : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Values : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, out string value)
            {
                value = ProjectDirectory;
                return key == "build_property.projectdir";
            }
        }
    }
}
