// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Generators.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.Generators;

/// <summary>Reads one module: checks its declaration, evaluates it, writes what it becomes.</summary>
internal static class ModuleReader
{
    /// <summary>What a module becomes, the files whose code was evaluated, those that were compiled (null: all count), and the inputs it asked for.</summary>
    public static (ModuleOutput Output, ImmutableArray<SyntaxTree> Touched, HashSet<string>? Reached, IEnumerable<string> Inputs) Read(ModuleKey key, Compilation compilation, ProgramMemo programs, ProjectFolder project, InputFiles inputs,
        CancellationToken cancellation)
    {
        var type = compilation.Assembly.GetTypeByMetadataName(key.MetadataName) ?? throw new InvalidOperationException("'" + key.MetadataName + "' is gone");
        var own = type.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree).Distinct().ToImmutableArray();
        var name = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)).Replace("@", "");
        if (ModuleChecks.Problem(type, key, compilation, cancellation) is { } problem)
            return (new ModuleOutput(name, key.Location, problem.IsSilent || !ModuleChecks.CanHavePart(type) ? "" : ModuleSource.WithoutObject(type, key, project, compilation), problem.Diagnostics), own, null, []);

        var root = ProjectRoot(type, key, project);
        var evaluation = programs.Evaluate(key.MetadataName, compilation, new ModuleSettings(root, project.HasDebugData), inputs, cancellation);
        var touched = own.AddRange(evaluation.Touched);
        var source = evaluation.Object is null ? ModuleSource.WithoutObject(type, key, project, compilation) : ModuleSource.Write(evaluation.Object, type, key, project, compilation);
        return (new ModuleOutput(name, key.Location, source, evaluation.Diagnostics), touched, evaluation.Reached, evaluation.Inputs);
    }

    /// <summary>The output of a module the generator itself failed on.</summary>
    public static ModuleOutput Broken(ModuleKey key, Exception exception) => new(key.MetadataName.Replace('+', '.'), key.Location, "",
        new([DiagnosticInfo.Create(Descriptors.Internal, key.Location, exception.GetType().Name, exception.Message)]));

    /// <summary>The project's folder as it stands in the paths the compiler hands to callers, which path mapping changes; empty where a mapped module from elsewhere does not tell it.</summary>
    private static string ProjectRoot(INamedTypeSymbol type, ModuleKey key, ProjectFolder project)
    {
        var inside = project.InProject(key.File);
        var attribute = type.GetAttributes().FirstOrDefault(candidate => candidate.AttributeClass?.ToDisplayString() == ModuleKey.AttributeName);
        var file = (attribute?.ConstructorArguments.FirstOrDefault().Value as string ?? key.File).Replace('\\', '/');
        if (inside.Length == 0)
            return file == ProjectFolder.Normalized(key.File) ? project.Path : "";
        return file.EndsWith("/" + inside, StringComparison.Ordinal) ? file.Substring(0, file.Length - inside.Length - 1) : "";
    }
}
