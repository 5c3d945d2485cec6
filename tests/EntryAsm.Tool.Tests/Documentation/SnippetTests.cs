// SPDX-License-Identifier: MIT
using System.Text;
using EntryAsm.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace EntryAsm.Tool.Tests;

/// <summary>Every C# snippet of the documentation is a whole file: it compiles, and the generator evaluates its modules, without a warning.</summary>
public sealed class SnippetTests
{
    private const string ProjectDirectory = "/project/";

    private static readonly Lazy<SyntaxTree[]> Macros = new(ReadMacros);

    public static TheoryData<string> Snippets => [.. Page.Blocks().Where(IsCSharp).Select(static block => block.ToString())];

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Compiles(string snippet)
    {
        var block = Page.Blocks().Single(block => block.ToString() == snippet);
        var (messages, modules) = Compile(block.Text);
        Assert.Empty(messages);
        Assert.Equal(block.Text.Split("[EntryModule]").Length - 1, modules);
    }

    [Fact]
    public void ThereAreSnippets() => Assert.InRange(Snippets.Count, 10, 1000);

    [Fact]
    public void AWrongSnippetIsFound()
    {
        Assert.NotEmpty(Compile("class C { Missing m; }").Messages);
        Assert.NotEmpty(Compile("using EntryAsm; [EntryModule] sealed partial class M : EntryAssembler { protected override void Assemble() => mov(rax, @byte[rbx]); }").Messages);
    }

    private static bool IsCSharp(Block block) => block.Kind.Split(' ')[0] == "csharp";

    private static (List<string> Messages, int Modules) Compile(string text)
    {
        var input = CSharpCompilation.Create("Snippet", [Parse("Snippet.cs", text), .. text.Contains("EntryAsm.Linux", StringComparison.Ordinal) ? Macros.Value : []],
            [.. Basic.Reference.Assemblies.Net100.References.All, MetadataReference.CreateFromFile(typeof(EntryAssembler).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        var driver = CSharpGeneratorDriver.Create([new EntryModuleGenerator().AsSourceGenerator()], parseOptions: Options, optionsProvider: new ProjectOptions());
        driver.RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics);
        var messages = diagnostics.Concat(output.GetDiagnostics()).Where(static message => message.Severity >= DiagnosticSeverity.Warning).Select(static message => message.ToString());
        var modules = output.Assembly.GetAttributes().Count(static attribute => attribute.AttributeClass?.Name == "AssemblyMetadataAttribute");
        return ([.. messages], modules);
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
