// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Generators;

/// <summary>What all modules of a compilation depend on beside files: the project's settings, options and references.</summary>
internal sealed class ModuleSurroundings
{
    private readonly ProjectFolder project;
    private readonly CompilationOptions options;
    private readonly WeakReference<MetadataReference>[] references;
    private readonly string? assembly;
    private readonly string? digest;

    public ModuleSurroundings(ProjectFolder project, Compilation compilation)
    {
        this.project = project;
        options = compilation.Options;
        assembly = compilation.AssemblyName;
        references = [.. compilation.References.Select(reference => new WeakReference<MetadataReference>(reference))];
        digest = TextOf(project, compilation) is { } text ? ContentNames.Digest(text) : null;
    }

    /// <summary>Whether these are the very same: one compilation made from another keeps what did not change.</summary>
    public bool AreOf(ProjectFolder otherProject, Compilation compilation) =>
        IsOf(otherProject) && assembly == compilation.AssemblyName && options.Equals(compilation.Options)
        && references.Select(static known => known.TryGetTarget(out var target) ? target : null).SequenceEqual(compilation.References);

    /// <summary>Whether they are this project's.</summary>
    public bool IsOf(ProjectFolder otherProject) => project == otherProject;

    /// <summary>A name for a module in them, the same in every compilation with the same content; null where a reference is no file, so that its content has no name.</summary>
    public string? NameOf(ModuleKey key) => digest is null ? null : string.Join("\n", digest, key.MetadataName, key.File);

    private static string? TextOf(ProjectFolder project, Compilation compilation) => ContentNames.OfReferences(compilation) is { } references
        ? string.Join("\n", project, compilation.AssemblyName, ContentNames.OfOptions((CSharpCompilationOptions)compilation.Options), references) : null;
}
