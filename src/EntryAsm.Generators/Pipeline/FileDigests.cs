// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators;

/// <summary>
/// Digests of a compilation's files for all its modules. What counts of every file alike is put together once; beside it a module costs only the files that were compiled for it, so that a thousand modules
/// in a thousand files cost no million.
/// </summary>
internal sealed class FileDigests
{
    private static readonly ConditionalWeakTable<Compilation, FileDigests> Known = new();

    private readonly List<SyntaxTree> files;
    private readonly Dictionary<string, List<int>> byPath = new(StringComparer.Ordinal);
    private byte[]? names;
    private byte[]? declarations;

    private FileDigests(Compilation compilation)
    {
        files = [.. compilation.SyntaxTrees];
        for (var index = 0; index < files.Count; index++)
        {
            if (!byPath.TryGetValue(files[index].FilePath, out var places))
                byPath.Add(files[index].FilePath, places = []);
            places.Add(index);
        }
    }

    /// <summary>How often a file's digest was taken, for whichever module.</summary>
    public int Taken { get; private set; }

    public static FileDigests Of(Compilation compilation) => Known.GetValue(compilation, static compilation => new FileDigests(compilation));

    /// <summary>Digest of the texts of some files, the declarations in others, and the names in all.</summary>
    /// <param name="touched">Paths of the files whose texts count.</param>
    /// <param name="reached">Paths of the files whose declarations count; null where all do.</param>
    /// <param name="cancellation">Ends it early.</param>
    public byte[] Fingerprint(HashSet<string> touched, HashSet<string>? reached, CancellationToken cancellation)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(reached is null ? declarations ??= OfAll(static (facts, cancellation) => facts.Declarations(cancellation), cancellation)
            : names ??= OfAll(static (facts, cancellation) => facts.Names(cancellation), cancellation));
        foreach (var index in PlacesOf(touched, reached ?? touched))
        {
            var facts = TreeFacts.Of(files[index]);
            digest.AppendData(touched.Contains(files[index].FilePath) ? facts.Text(cancellation) : facts.Declarations(cancellation));
            Taken++;
        }

        return digest.GetHashAndReset();
    }

    /// <summary>Where these files stand among all, in order.</summary>
    private SortedSet<int> PlacesOf(HashSet<string> touched, HashSet<string> reached)
    {
        var places = new SortedSet<int>();
        foreach (var path in touched.Concat(reached))
        {
            if (byPath.TryGetValue(path, out var found))
                places.UnionWith(found);
        }

        return places;
    }

    private byte[] OfAll(Func<TreeFacts, CancellationToken, byte[]> part, CancellationToken cancellation)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            digest.AppendData(part(TreeFacts.Of(file), cancellation));
            Taken++;
        }

        return digest.GetHashAndReset();
    }
}
