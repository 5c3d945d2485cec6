// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace EntryAsm.Generators.Images;

/// <summary>What the compiler made of the author's code: instructions to be evaluated and the lines they came from. It is read, never loaded.</summary>
internal sealed class ProgramImage
{
    private ProgramImage(ImmutableArray<byte> image, ImmutableArray<byte> symbols)
    {
        Bytes = image;
        Reader = new PEReader(image);
        Metadata = Reader.GetMetadataReader();
        Lines = MetadataReaderProvider.FromPortablePdbImage(symbols).GetMetadataReader();
    }

    public ImmutableArray<byte> Bytes { get; }

    public PEReader Reader { get; }

    public MetadataReader Metadata { get; }

    /// <summary>The portable PDB.</summary>
    public MetadataReader Lines { get; }

    /// <summary>Compiles; gives the errors instead where there are some.</summary>
    public static (ProgramImage? Image, IReadOnlyList<Diagnostic> Errors) Emit(CSharpCompilation compilation, CancellationToken cancellation)
    {
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = compilation.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb, pdbFilePath: "evaluated.pdb"), cancellationToken: cancellation);
        return result.Success ? (new ProgramImage(ImmutableArray.Create(image.ToArray()), ImmutableArray.Create(symbols.ToArray())), [])
            : (null, [.. result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)]);
    }
}
