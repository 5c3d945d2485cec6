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

    private static readonly (string Name, Lazy<SyntaxTree[]> Sources)[] Packages = [Package("EntryAsm.Kernel"), Package("EntryAsm.Linux"), Package("EntryAsm.Linux612")];

    /// <summary>Compiles a file; where it uses them, together with the sources of the ports of Linux.</summary>
    public static (Compilation Output, IReadOnlyList<Diagnostic> Diagnostics) Run(string text, string file = "Snippet.cs")
    {
        var input = CSharpCompilation.Create("Snippet", [Parse(file, text), .. Packages.Where(package => Uses(text, package.Name)).SelectMany(static package => package.Sources.Value)],
            [.. Basic.Reference.Assemblies.Net100.References.All, MetadataReference.CreateFromFile(typeof(EntryAssembler).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        var driver = CSharpGeneratorDriver.Create([new EntryModuleGenerator().AsSourceGenerator()], parseOptions: Options, optionsProvider: new ProjectOptions());
        driver.RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics);
        return (output, [.. diagnostics, .. output.GetDiagnostics()]);
    }

    /// <summary>A file without a project may say at its head what a project would.</summary>
    private static CSharpParseOptions Options => new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([new("FileBasedProgram", "true")]);

    private static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), Options, ProjectDirectory + path);

    private static bool Uses(string text, string package) => text.Contains("using " + package + ";", StringComparison.Ordinal);

    private static (string Name, Lazy<SyntaxTree[]> Sources) Package(string name) => (name, new Lazy<SyntaxTree[]>(() => ReadMacros(name)));

    /// <summary>The sources of a package of macros, as it adds them to a compilation.</summary>
    private static SyntaxTree[] ReadMacros(string package)
    {
        var folder = Repository.PathOf("src/" + package);
        string[] left = ["bin", "obj", "Kbuild"];
        return [.. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !left.Contains(Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0]))
            .Order(StringComparer.Ordinal).Select(file => Parse(package + "/" + Path.GetRelativePath(folder, file), File.ReadAllText(file)))];
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
