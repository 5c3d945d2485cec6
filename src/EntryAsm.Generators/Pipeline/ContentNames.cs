// SPDX-License-Identifier: MIT
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Generators;

/// <summary>Names for what a compilation is made of beside files, the same in every compilation with the same content: what one build found out is found by them in the next.</summary>
internal static class ContentNames
{
    public static string OfOptions(CSharpCompilationOptions options) => string.Join("|",
        options.OutputKind, options.CheckOverflow, options.OptimizationLevel, options.Platform, options.AllowUnsafe, options.NullableContextOptions, options.MetadataImportOptions,
        options.ModuleName, options.MainTypeName, string.Join(",", options.Usings), options.GeneralDiagnosticOption, options.WarningLevel,
        string.Join(",", options.SpecificDiagnosticOptions.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => one.Key + one.Value)),
        string.Join(",", (options.SourceReferenceResolver as SourceFileResolver)?.PathMap.Select(static one => one.Key + "=" + one.Value) ?? []));

    /// <summary>Null where a reference is no file, so that its content has no name.</summary>
    public static string? OfReferences(Compilation compilation)
    {
        var text = new StringBuilder();
        foreach (var reference in compilation.References)
        {
            if (VersionsOf(reference) is not { } versions)
                return null;
            var properties = reference.Properties;
            text.Append(reference.Display).Append('|').Append(versions).Append('|').Append(properties.Kind).Append(properties.EmbedInteropTypes).Append(string.Join(",", properties.Aliases)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>One short name for a long one.</summary>
    public static string Digest(string text)
    {
        using var algorithm = SHA256.Create();
        return Convert.ToBase64String(algorithm.ComputeHash(System.Text.Encoding.UTF8.GetBytes(text)));
    }

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
