// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryAsm.Benchmarks;

/// <summary>A project as an author's compiler sees it: the macros of EntryAsm.Linux as source, and a module that assembles all of entry_64.</summary>
internal sealed class ModuleProject
{
    private static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    private readonly SyntaxTree module;
    private readonly SyntaxTree[] others;

    /// <param name="otherFiles">Files of ordinary C# beside the module.</param>
    public ModuleProject(int otherFiles)
    {
        var macros = Directory.EnumerateFiles(MacroFolder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(MacroFolder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "Kbuild"))
            .Order(StringComparer.Ordinal)
            .Select(file => Parse(File.ReadAllText(file), file))
            .ToArray();
        module = Parse(ModuleText(0), "KernelEntry.cs");
        others = [.. Enumerable.Range(0, otherFiles).Select(i => Parse(OrdinaryText(i, 0), $"Ordinary{i}.cs"))];
        Compilation = CSharpCompilation.Create("Kernel", [Parse(GlobalUsings, "Usings.cs"), .. macros, module, .. others],
            [.. Basic.Reference.Assemblies.Net100.References.All, MetadataReference.CreateFromFile(typeof(EntryAssembler).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    public CSharpCompilation Compilation { get; }

    public static CSharpGeneratorDriver NewDriver(ISourceGenerator generator) => CSharpGeneratorDriver.Create([generator], parseOptions: ParseOptions);

    /// <summary>The project after an edit in the module: another instruction in front.</summary>
    public CSharpCompilation EditModule(int version) => Compilation.ReplaceSyntaxTree(module, Parse(ModuleText(version), module.FilePath));

    /// <summary>The project after an edit of an ordinary method.</summary>
    public CSharpCompilation EditOther(int version) => Compilation.ReplaceSyntaxTree(others[0], Parse(OrdinaryText(0, version), others[0].FilePath));

    /// <summary>Binds every method of the module and its macros: what any tool that reads their bodies must pay.</summary>
    public static int BindBodies(CSharpCompilation compilation)
    {
        var bound = 0;
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (tree.FilePath.StartsWith("Ordinary", StringComparison.Ordinal))
                continue;
            var model = compilation.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot().DescendantNodes(n => n is not BlockSyntax and not ArrowExpressionClauseSyntax))
            {
                if (node is BaseMethodDeclarationSyntax method && model.GetOperation(method) is not null)
                    bound++;
            }
        }

        return bound;
    }

    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        """;

    private static string MacroFolder => Path.GetFullPath(Path.Combine(Here(), "../../../src/EntryAsm.Linux"));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text), ParseOptions, path);

    private static string ModuleText(int version) => $$"""
        using EntryAsm;
        using EntryAsm.Linux;
        namespace Kernel;
        [EntryModule]
        public sealed partial class KernelEntry : LinuxEntry
        {
            protected override KernelConfig Config => {{MaximalConfig.Source}};

            protected override void Assemble()
            {
                mov(eax, {{version}});
                WholeEntry64();
            }
        }
        """;

    private static string OrdinaryText(int number, int version) => $$"""
        namespace Kernel;
        public class Ordinary{{number}}
        {
            private readonly List<string> names = new();
            public int Count => names.Count + {{version}};
            public void Add(string name) { if (!names.Contains(name)) names.Add(name); }
            public string Join() => string.Join(", ", names.Where(n => n.Length > {{version}}).Select(n => n.Trim()));
            public int Sum(int[] values) { var sum = 0; foreach (var value in values) sum += value * {{number}}; return sum; }
        }
        """;
}
