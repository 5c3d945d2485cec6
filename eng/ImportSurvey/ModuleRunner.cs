// SPDX-License-Identifier: MIT
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Import.Survey;

/// <summary>Compiles the C# of many modules at once and runs each.</summary>
internal static class ModuleRunner
{
    public static void Run(List<SurveyCase> cases)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path));
        var usings = CSharpSyntaxTree.ParseText("global using System;");
        var trees = cases.ToDictionary(static found => CSharpSyntaxTree.ParseText(found.Module!.Source, path: found.Path), static found => found);
        var compilation = CSharpCompilation.Create("Survey", [usings, .. trees.Keys], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Debug));
        var broken = new HashSet<SyntaxTree>();
        foreach (var error in compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            if (error.Location.SourceTree is not { } tree || !trees.TryGetValue(tree, out var found))
                throw new InvalidOperationException(error.ToString());
            broken.Add(tree);
            found.Outcome = Outcome.NotCompiled;
            found.Reasons.Add(error.GetMessage(System.Globalization.CultureInfo.InvariantCulture) + " in " + error.Location.SourceTree!.GetText().Lines[error.Location.GetLineSpan().StartLinePosition.Line]);
        }

        using var assembly = new MemoryStream();
        var result = compilation.RemoveSyntaxTrees(broken).Emit(assembly);
        if (!result.Success)
            throw new InvalidOperationException(result.Diagnostics[0].ToString());
        assembly.Position = 0;
        var loaded = new AssemblyLoadContext("Survey").LoadFromStream(assembly);
        foreach (var found in cases.Where(static found => found.Outcome != Outcome.NotCompiled))
            RunOne(found, loaded.GetType(found.Module!.ClassName)!);
    }

    private static void RunOne(SurveyCase found, Type type)
    {
        try
        {
            found.Actual = ElfWriter.Write(((EntryAssembler)Activator.CreateInstance(type)!).Build());
        }
        catch (EntryAsmException mistake)
        {
            found.Outcome = Outcome.Failed;
            found.Reasons.Add(mistake.Message);
        }
    }
}
