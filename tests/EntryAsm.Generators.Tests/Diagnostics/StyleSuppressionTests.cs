// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryAsm.Generators.Tests;

/// <summary>What the style of modules trips is silent in modules, and only there.</summary>
public class StyleSuppressionTests
{
    private const string Source = """
        using EntryAsm;
        abstract class Macros : EntryAssembler { static readonly Symbol? never_used; int never_set; int Read() => never_set; }
        class Plain { static readonly object? never_used; int never_set; int Read() => never_set; }
        """;

    [Fact]
    public async Task InsideModulesOnly()
    {
        var compilation = Generation.Compile(("src/Module.cs", Source)).WithOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var all = await compilation.WithAnalyzers([new ModuleStyleSuppressor()], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, true, false, reportSuppressedDiagnostics: true)).GetAllDiagnosticsAsync();
        int Line(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().StartLinePosition.Line;
        var warnings = all.Where(diagnostic => diagnostic.Id is "CS0169" or "CS0649" or "CS0414").ToList();

        Assert.Equal(4, warnings.Count);
        Assert.All(warnings, warning => Assert.Equal(Line(warning) == 1, warning.IsSuppressed));
    }
}
