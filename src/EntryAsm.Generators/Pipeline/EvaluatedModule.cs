// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators;

/// <summary>What a module became, and what it was made of beside options and references.</summary>
/// <param name="Touched">Paths of the files whose code was evaluated.</param>
/// <param name="Reached">Paths of the files that were compiled for it; null where all count.</param>
/// <param name="Inputs">Input files it asked for, with their digests.</param>
/// <param name="Fingerprint">Digest of the texts of the files touched, the declarations in others that were reached, and the names in all.</param>
/// <param name="Output">What it became.</param>
internal sealed record EvaluatedModule(HashSet<string> Touched, HashSet<string>? Reached, (string Path, string? Digest)[] Inputs, byte[] Fingerprint, ModuleOutput Output)
{
    public static EvaluatedModule Of(ModuleOutput output, IEnumerable<SyntaxTree> touched, HashSet<string>? reached, IEnumerable<string> read, Compilation compilation, InputFiles inputs, CancellationToken cancellation)
    {
        var paths = new HashSet<string>(touched.Select(tree => tree.FilePath), StringComparer.Ordinal);
        return new EvaluatedModule(paths, reached, [.. read.Select(path => (path, inputs.DigestOf(path)))], FileDigests.Of(compilation).Fingerprint(paths, reached, cancellation), output);
    }

    /// <summary>Whether the same would come out once more.</summary>
    public bool StillHolds(Compilation compilation, InputFiles inputs, CancellationToken cancellation) =>
        Array.TrueForAll(Inputs, input => inputs.DigestOf(input.Path) == input.Digest) && Fingerprint.AsSpan().SequenceEqual(FileDigests.Of(compilation).Fingerprint(Touched, Reached, cancellation));
}
