// SPDX-License-Identifier: MIT
using System.Security.Cryptography;
using System.Text;
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
        digest = TextOf(project, compilation) is { } text ? DigestOf(text) : null;
    }

    /// <summary>Whether these are the very same: one compilation made from another keeps what did not change.</summary>
    public bool AreOf(ProjectFolder otherProject, Compilation compilation) =>
        IsOf(otherProject) && assembly == compilation.AssemblyName && options.Equals(compilation.Options)
        && references.Select(static known => known.TryGetTarget(out var target) ? target : null).SequenceEqual(compilation.References);

    /// <summary>Whether they are this project's.</summary>
    public bool IsOf(ProjectFolder otherProject) => project == otherProject;

    /// <summary>A name for a module in them, the same in every compilation with the same content; null where a reference is no file, so that its content has no name.</summary>
    public string? NameOf(ModuleKey key) => digest is null ? null : string.Join("\n", digest, key.MetadataName, key.File);

    private static string DigestOf(string text)
    {
        using var algorithm = SHA256.Create();
        return Convert.ToBase64String(algorithm.ComputeHash(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    private static string? TextOf(ProjectFolder project, Compilation compilation)
    {
        var text = new StringBuilder();
        text.Append(string.Join("\n", project, compilation.AssemblyName, TextOf((CSharpCompilationOptions)compilation.Options))).Append('\n');
        foreach (var reference in compilation.References)
        {
            if (VersionsOf(reference) is not { } versions)
                return null;
            var properties = reference.Properties;
            text.Append(reference.Display).Append('|').Append(versions).Append('|').Append(properties.Kind).Append(properties.EmbedInteropTypes).Append(string.Join(",", properties.Aliases)).Append('\n');
        }

        return text.ToString();
    }

    private static string TextOf(CSharpCompilationOptions options) => string.Join("|",
        options.OutputKind, options.CheckOverflow, options.OptimizationLevel, options.Platform, options.AllowUnsafe, options.NullableContextOptions, options.MetadataImportOptions,
        options.ModuleName, options.MainTypeName, string.Join(",", options.Usings), options.GeneralDiagnosticOption, options.WarningLevel,
        string.Join(",", options.SpecificDiagnosticOptions.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => one.Key + one.Value)),
        string.Join(",", (options.SourceReferenceResolver as SourceFileResolver)?.PathMap.Select(static one => one.Key + "=" + one.Value) ?? []));

    /// <summary>The identities of a file's modules, which every compiler makes anew with every other content.</summary>
    private static string? VersionsOf(MetadataReference reference)
    {
        try
        {
            return (reference as PortableExecutableReference)?.GetMetadata() switch
            {
                AssemblyMetadata assembly => string.Join(",", assembly.GetModules().Select(static module => module.GetModuleVersionId())),
                ModuleMetadata module => module.GetModuleVersionId().ToString(),
                _ => null,
            };
        }
        catch (Exception failure) when (failure is IOException or BadImageFormatException or UnauthorizedAccessException)
        {
            return null; // the compiler says what is wrong with it
        }
    }
}
