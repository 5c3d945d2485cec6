// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Images;

/// <summary>The libraries a compilation refers to, as types without code: an author's type may derive from theirs, but nothing of theirs is run.</summary>
internal sealed class ReferencedImages(IEnumerable<MetadataReference> references)
{
    /// <summary>A library's types; null when there is none of that name.</summary>
    public byte[]? Find(string name)
    {
        foreach (var reference in references)
        {
            if (NameOf(reference) == name)
                return Image(reference);
        }

        return null;
    }

    private static string? NameOf(MetadataReference reference)
    {
        switch (reference)
        {
            case CompilationReference project:
                return project.Compilation.AssemblyName;
            case PortableExecutableReference library when library.GetMetadata() is AssemblyMetadata metadata:
                var reader = metadata.GetModules()[0].GetMetadataReader();
                return reader.GetString(reader.GetAssemblyDefinition().Name);
            default:
                return null;
        }
    }

    private static byte[]? Image(MetadataReference reference)
    {
        switch (reference)
        {
            case CompilationReference project:
                using (var stream = new MemoryStream())
                    return project.Compilation.Emit(stream, options: new Microsoft.CodeAnalysis.Emit.EmitOptions(metadataOnly: true)).Success ? StubImage.Write(new PEReader(ImmutableArray.Create(stream.ToArray()))) : null;
            case PortableExecutableReference library when library.GetMetadata() is AssemblyMetadata metadata:
                return StubImage.Write(metadata.GetModules()[0].GetMetadataReader());
            default:
                return null;
        }
    }
}
