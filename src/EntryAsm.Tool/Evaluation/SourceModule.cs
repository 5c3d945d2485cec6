// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using EntryAsm.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.Tool.Evaluation;

/// <summary>Evaluates a module's C# without a project: the source generator, run in this process as the compiler runs it.</summary>
internal static class SourceModule
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>The modules of a C# file, by name.</summary>
    /// <param name="path">The file's name, for messages and for the lines in the object.</param>
    /// <param name="source">What it holds.</param>
    /// <exception cref="ToolException">It does not compile, or a module in it has an error.</exception>
    public static IReadOnlyList<EntryObject> Evaluate(string path, string source)
    {
        var parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview).WithFeatures([new("FileBasedProgram", "true")]);
        var tree = CSharpSyntaxTree.ParseText(source, parse, path, System.Text.Encoding.UTF8);
        var compilation = CSharpCompilation.Create("Module", [CSharpSyntaxTree.ParseText(ImplicitUsings, parse), tree], References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        RejectErrors(path, compilation.GetDiagnostics());
        var driver = CSharpGeneratorDriver.Create([new EntryModuleGenerator().AsSourceGenerator()], parseOptions: parse).RunGenerators(compilation);
        var result = driver.GetRunResult();
        RejectErrors(path, result.Diagnostics);
        if (result.Results[0].Exception is { } failure)
            throw new ToolException(path + ": the evaluator failed (" + failure.GetType().Name + ": " + failure.Message.ReplaceLineEndings(" ") + "); please report it with the file");
        return [.. result.GeneratedTrees.SelectMany(Values).Select(AssemblyObjects.ReadValue).OrderBy(static module => module.Name, StringComparer.Ordinal)];
    }

    /// <summary>What this process itself runs on, the engine among it.</summary>
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll" or "EntryAsm.dll" or "Iced.dll"))
            .Select(static path => MetadataReference.CreateFromFile(path));

    private static void RejectErrors(string path, ImmutableArray<Diagnostic> diagnostics)
    {
        if (diagnostics.FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is not { } error)
            return;
        var span = error.Location.GetLineSpan();
        var place = span.IsValid ? string.Create(CultureInfo.InvariantCulture, $"{span.Path}({span.StartLinePosition.Line + 1})") : path;
        throw new ToolException(place + ": " + error.Id + ": " + error.GetMessage(CultureInfo.InvariantCulture).ReplaceLineEndings(" "));
    }

    /// <summary>The objects that the generator put into assembly attributes.</summary>
    private static IEnumerable<string> Values(SyntaxTree tree) =>
        from list in ((CompilationUnitSyntax)tree.GetRoot()).AttributeLists
        from attribute in list.Attributes
        where attribute.ArgumentList is { Arguments: [{ Expression: LiteralExpressionSyntax { Token.Value: AssemblyObjects.Key } }, { Expression: LiteralExpressionSyntax }] }
        select (string)((LiteralExpressionSyntax)attribute.ArgumentList!.Arguments[1].Expression).Token.Value!;
}
