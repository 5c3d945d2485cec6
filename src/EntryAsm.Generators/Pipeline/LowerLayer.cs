// SPDX-License-Identifier: MIT
using EntryAsm.Generators.Images;
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Reduction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Generators;

/// <summary>The macros of a module, compiled as a library of their own.</summary>
internal sealed class LowerLayer
{
    private readonly ReducedCompilation reduced;
    private readonly MetadataReference[] references;
    private readonly MetadataReference library;
    private readonly string assembly;

    private LowerLayer(CSharpCompilation compilation, ReducedCompilation reduced, ProgramImage image)
    {
        this.reduced = reduced;
        references = [.. compilation.References];
        assembly = compilation.AssemblyName ?? "";
        library = MetadataReference.CreateFromImage(image.Bytes);
        Program = new AuthorProgram(new ReferencedImages(compilation)).With(image);
    }

    /// <summary>The macros, ready for a module.</summary>
    public AuthorProgram Program { get; }

    /// <summary>Null when there is an error.</summary>
    public static LowerLayer? Compile(CSharpCompilation compilation, ReducedCompilation reduced, CancellationToken cancellation)
    {
        var friend = "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(" + SymbolDisplay.FormatLiteral(compilation.AssemblyName ?? "", quote: true) + ")]";
        var lower = compilation.WithOptions(reduced.Options.WithOutputKind(OutputKind.DynamicallyLinkedLibrary)).WithAssemblyName((compilation.AssemblyName ?? "") + ".Macros").RemoveAllSyntaxTrees()
            .AddSyntaxTrees(reduced.Lower.Concat(reduced.Shared).Append(CSharpSyntaxTree.ParseText(friend, (CSharpParseOptions)reduced.Shared[0].Options, "", System.Text.Encoding.UTF8)));
        return ProgramImage.Emit(lower, cancellation).Image is { } image ? new LowerLayer(compilation, reduced, image) : null;
    }

    /// <summary>True while none of its files, options and references has changed.</summary>
    public bool IsOf(CSharpCompilation compilation, ReducedCompilation later) => later.Options.Equals(reduced.Options) && later.Lower.SequenceEqual(reduced.Lower)
        && references.SequenceEqual(compilation.References) && assembly == (compilation.AssemblyName ?? "") && SameTexts(later.Shared, reduced.Shared);

    /// <summary>The module over it; what the compiler knows of all references is kept from one edit to the next.</summary>
    public CSharpCompilation Upper(CSharpCompilation compilation, ReducedCompilation later, CSharpCompilation? before)
    {
        var trees = later.Upper.Concat(reduced.Shared).ToList();
        if (before is null || !before.References.Contains(library))
            return compilation.WithOptions(later.Options).AddReferences(library).RemoveAllSyntaxTrees().AddSyntaxTrees(trees);
        var gone = before.SyntaxTrees.Except(trees).ToList();
        var come = trees.Except(before.SyntaxTrees).ToList();
        return gone.Count == 1 && come.Count == 1 ? before.ReplaceSyntaxTree(gone[0], come[0]) : before.RemoveAllSyntaxTrees().AddSyntaxTrees(trees);
    }

    private static bool SameTexts(IReadOnlyList<SyntaxTree> left, IReadOnlyList<SyntaxTree> right) => left.Count == right.Count
        && left.Zip(right, static (one, other) => one == other || one.GetText().ContentEquals(other.GetText())).All(static same => same);
}
