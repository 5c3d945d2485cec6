// SPDX-License-Identifier: MIT
using EntryAsm.Generators.Images;
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Reduction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Generators;

/// <summary>
/// The macros of a module, compiled as a library of their own. Compilations at once may share it (<see cref="LayerStore"/>): what changes it is done under its lock, and so is a run, which calls back from its types.
/// </summary>
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
        Program = new AuthorProgram(new ReferencedImages(references)).With(image);
    }

    /// <summary>The macros, ready for a module.</summary>
    public AuthorProgram Program { get; }

    /// <summary>The last module that was compiled over it, in whichever compilation.</summary>
    public CSharpCompilation? LastUpper { get; set; }

    /// <summary>A name for what <see cref="Compile"/> would make, the same in every compilation with the same content; null where there is none.</summary>
    public static string? NameOf(CSharpCompilation compilation, ReducedCompilation reduced, CancellationToken cancellation)
    {
        if (ContentNames.OfReferences(compilation) is not { } references)
            return null;
        var files = reduced.Lower.Concat(reduced.Shared).Select(tree => Convert.ToBase64String(TreeFacts.Of(tree).Text(cancellation)));
        return ContentNames.Digest(string.Join("\n", files.Prepend(references).Prepend(ContentNames.OfOptions(reduced.Options)).Prepend(compilation.AssemblyName)));
    }

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
    /// <param name="compilation">The author's.</param>
    /// <param name="later">Its part that the module reaches.</param>
    /// <param name="before">An earlier one over this layer, if there is one.</param>
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
