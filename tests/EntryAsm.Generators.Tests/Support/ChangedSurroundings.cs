// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Generators.Tests;

/// <summary>Changes of what all files of a compilation share: after each of them nothing that was kept may be used.</summary>
internal static class ChangedSurroundings
{
    public static TheoryData<string> Names => [.. Changed.Keys];

    public static CSharpCompilation Of(CSharpCompilation input, string change) => Changed[change](input);

    /// <summary>A reference whose name tells nothing of its content.</summary>
    public static MetadataReference Library(string body)
    {
        using var image = new MemoryStream();
        Assert.True(CSharpCompilation.Create("Library", [CSharpSyntaxTree.ParseText(body)], Basic.Reference.Assemblies.Net100.References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray(), filePath: "/project/Library.dll");
    }

    private static readonly Dictionary<string, Func<CSharpCompilation, CSharpCompilation>> Changed = new(StringComparer.Ordinal)
    {
        ["checked arithmetic"] = input => input.WithOptions(input.Options.WithOverflowChecks(true)),
        ["optimized"] = input => input.WithOptions(input.Options.WithOptimizationLevel(OptimizationLevel.Release)),
        ["nullable"] = input => input.WithOptions(input.Options.WithNullableContextOptions(NullableContextOptions.Disable)),
        ["an error made of a warning"] = input => input.WithOptions(input.Options.WithSpecificDiagnosticOptions([new("CS0168", ReportDiagnostic.Error)])),
        ["mapped paths"] = input => input.WithOptions(input.Options.WithSourceReferenceResolver(new SourceFileResolver([], null, [new("/project", "/_")]))),
        ["name of the assembly"] = input => input.WithAssemblyName("Other"),
        ["a reference less"] = input => input.RemoveReferences(input.References.First(reference => reference.Display!.Contains("Xml", StringComparison.Ordinal))),
        ["an alias"] = input => input.ReplaceReference(input.References.First(), input.References.First().WithAliases(["other", "global"])),
        ["a feature"] = input => WithParseOptions(input, options => options.WithFeatures([new("strict", "true")])),
        ["a symbol of the preprocessor"] = input => WithParseOptions(input, options => options.WithPreprocessorSymbols("OTHER")),
        ["version of the language"] = input => WithParseOptions(input, options => options.WithLanguageVersion(LanguageVersion.CSharp12)),
    };

    private static CSharpCompilation WithParseOptions(CSharpCompilation input, Func<CSharpParseOptions, CSharpParseOptions> change) =>
        input.RemoveAllSyntaxTrees().AddSyntaxTrees(input.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.GetText(), change((CSharpParseOptions)tree.Options), tree.FilePath)));
}
