// SPDX-License-Identifier: MIT
using System.Security.Cryptography;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators;

/// <summary>
/// Remembers what each module became. The compiler asks again after every change anywhere; the answer is reused while nothing it was made of has changed:
/// the texts of the files whose code was evaluated, the declarations in all others, options and references. What it remembers holds no syntax and no symbols.
/// </summary>
internal sealed class ModuleMemo
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly ProgramMemo programs = new();

    /// <summary>How often a module was evaluated.</summary>
    public int Interpretations { get; private set; }

    /// <summary>How often that took binding all code the module reaches, instead of what was edited.</summary>
    public int Programs => programs.Programs;

    public ModuleOutput Read(ModuleKey key, Compilation compilation, ProjectFolder project, InputFiles inputs, CancellationToken cancellation)
    {
        lock (entries)
        {
            try
            {
                return ReadOrEvaluate(key, compilation, project, inputs, cancellation);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                return ModuleReader.Broken(key, exception);
            }
        }
    }

    private ModuleOutput ReadOrEvaluate(ModuleKey key, Compilation compilation, ProjectFolder project, InputFiles inputs, CancellationToken cancellation)
    {
        var references = compilation.References.ToList();
        if (entries.TryGetValue(key.MetadataName, out var entry) && entry.IsFor(key, project, compilation.Options, references, inputs)
            && entry.Fingerprint.AsSpan().SequenceEqual(Fingerprint(compilation, entry.Touched, cancellation)))
            return entry.Output;

        Interpretations++;
        var (output, touched, read) = ModuleReader.Read(key, compilation, programs, project, inputs, cancellation);
        var paths = new HashSet<string>(touched.Select(tree => tree.FilePath), StringComparer.Ordinal);
        entries[key.MetadataName] = new Entry(key, project, compilation.Options, [.. references.Select(reference => new WeakReference<MetadataReference>(reference))],
            paths, [.. read.Select(path => (path, inputs.DigestOf(path)))], Fingerprint(compilation, paths, cancellation), output);
        return output;
    }

    private static byte[] Fingerprint(Compilation compilation, HashSet<string> touched, CancellationToken cancellation)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            var facts = TreeFacts.Of(tree);
            digest.AppendData(touched.Contains(tree.FilePath) ? facts.Text(cancellation) : facts.Declarations(cancellation));
        }

        return digest.GetHashAndReset();
    }

    private sealed record Entry(ModuleKey Key, ProjectFolder Project, CompilationOptions Options, WeakReference<MetadataReference>[] References, HashSet<string> Touched,
        (string Path, string? Digest)[] Inputs, byte[] Fingerprint, ModuleOutput Output)
    {
        public bool IsFor(ModuleKey key, ProjectFolder project, CompilationOptions options, List<MetadataReference> references, InputFiles inputs) =>
            Array.TrueForAll(Inputs, input => inputs.DigestOf(input.Path) == input.Digest) && Key == key && Project == project && Options.Equals(options) && References.Length == references.Count
            && References.Zip(references, static (known, current) => known.TryGetTarget(out var target) && ReferenceEquals(target, current)).All(static same => same);
    }
}
