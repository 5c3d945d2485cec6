// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using EntryAsm.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryAsm.Tool.Evaluation;

/// <summary>Evaluates a module's C# without a project: the source generator, run in this process as the compiler runs it.</summary>
internal static class SourceModule
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>The modules of a C# file, by name.</summary>
    /// <param name="path">The file's name, for messages and for the lines in the object.</param>
    /// <param name="source">What it holds.</param>
    /// <param name="inputs">Files that <c>incbin</c> may name.</param>
    /// <param name="warn">Takes each warning, as one line; null where nobody asks for advice.</param>
    /// <exception cref="ToolException">It does not compile, or a module in it has errors.</exception>
    public static IReadOnlyList<EntryObject> Evaluate(string path, string source, IReadOnlyList<string> inputs, Action<string>? warn = null)
    {
        var parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview).WithFeatures([new("FileBasedProgram", "true")]);
        var tree = CSharpSyntaxTree.ParseText(source, parse, path, System.Text.Encoding.UTF8);
        var compilation = CSharpCompilation.Create("Module", [CSharpSyntaxTree.ParseText(ImplicitUsings, parse), tree], References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        RejectErrors(path, compilation.GetDiagnostics());
        var files = new SourceInputs(path, inputs);
        var driver = CSharpGeneratorDriver.Create([new EntryModuleGenerator().AsSourceGenerator()], files.Texts, parse, files).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        var result = driver.GetRunResult();
        RejectErrors(path, result.Diagnostics);
        if (result.Results[0].Exception is { } failure)
            throw new ToolException(path + ": the evaluator failed (" + failure.GetType().Name + ": " + failure.Message.ReplaceLineEndings(" ") + "); please report it with the file");
        if (warn is not null)
            Advise(path, generated, result.Diagnostics, warn);
        return [.. result.GeneratedTrees.SelectMany(Values).Select(AssemblyObjects.ReadValue).OrderBy(static module => module.Name, StringComparer.Ordinal)];
    }

    /// <summary>What this process itself runs on, the engine among it.</summary>
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll" or "EntryAsm.dll" or "Iced.dll"))
            .Select(static path => MetadataReference.CreateFromFile(path));

    /// <summary>What the analyzers of a build say.</summary>
    private static void Advise(string path, Compilation generated, ImmutableArray<Diagnostic> found, Action<string> warn)
    {
        var advice = generated.WithAnalyzers([new EntryAdviceAnalyzer(), new CallerArgumentAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        RejectErrors(path, advice);
        foreach (var warning in found.Concat(advice).Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning).OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start))
            warn(Line(path, warning));
    }

    private static void RejectErrors(string path, ImmutableArray<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start).Select(error => Line(path, error)).ToList();
        if (errors.Count != 0)
            throw new ToolException(errors);
    }

    private static string Line(string path, Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        var place = span.IsValid ? string.Create(CultureInfo.InvariantCulture, $"{span.Path}({span.StartLinePosition.Line + 1})") : path;
        return place + ": " + (diagnostic.Severity == DiagnosticSeverity.Warning ? "warning " : "") + diagnostic.Id + ": " + diagnostic.GetMessage(CultureInfo.InvariantCulture).ReplaceLineEndings(" ");
    }

    /// <summary>The objects that the generator put into assembly attributes.</summary>
    private static IEnumerable<string> Values(SyntaxTree tree) =>
        from list in ((CompilationUnitSyntax)tree.GetRoot()).AttributeLists
        from attribute in list.Attributes
        where attribute.ArgumentList is { Arguments: [{ Expression: LiteralExpressionSyntax { Token.Value: AssemblyObjects.Key } }, { Expression: LiteralExpressionSyntax }] }
        select (string)((LiteralExpressionSyntax)attribute.ArgumentList!.Arguments[1].Expression).Token.Value!;
}
