// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.Generators.Reduction;

/// <summary>
/// The part of the author's compilation that a module can reach, by the names that are used: too much rather than too little. What is elsewhere need not compile, and costs nothing.
/// It comes in two layers: what does not know the module, which is macros mostly, and the rest, so that an edit in the module compiles the module alone.
/// </summary>
/// <param name="Lower">Files that use nothing of the others; none when that cannot be told.</param>
/// <param name="Upper">The module and all that knows it.</param>
/// <param name="Shared">What both need: global usings and the names of namespaces.</param>
/// <param name="Options">What decides what the code does; what only makes messages is left out.</param>
internal sealed record ReducedCompilation(IReadOnlyList<SyntaxTree> Lower, IReadOnlyList<SyntaxTree> Upper, IReadOnlyList<SyntaxTree> Shared, CSharpCompilationOptions Options)
{
    private static readonly ConditionalWeakTable<SyntaxTree, SyntaxTree> Encoded = new();
    private static readonly ConditionalWeakTable<SyntaxTree, SyntaxTree> Usings = new();

    /// <summary>The files of a module and of all it may use.</summary>
    public static ReducedCompilation Of(CSharpCompilation compilation, INamedTypeSymbol module, CancellationToken cancellation)
    {
        var reach = Reach.Of(compilation, cancellation);
        var reached = reach.From(module.Name);
        var upper = reach.Knowing(module.Name, reached);
        var trees = reach.InOrder(reached);
        var isLayered = upper is not null && upper.Count < trees.Count;
        var shared = reach.GlobalUsings.Where(tree => !reached.Contains(tree)).Select(OnlyGlobalUsings).ToList();
        if (isLayered)
            shared.AddRange(trees.Where(static tree => TreeOutline.Of(tree).HasGlobalUsings).Select(OnlyGlobalUsings));
        var options = (CSharpParseOptions?)compilation.SyntaxTrees.FirstOrDefault()?.Options ?? CSharpParseOptions.Default;
        shared.Add(Namespaces(reach.Namespaces, options));
        var layered = trees.ToLookup(tree => isLayered && !upper!.Contains(tree), tree => WithEncoding(isLayered && TreeOutline.Of(tree).HasGlobalUsings ? WithoutGlobalUsings(tree) : tree));
        return new ReducedCompilation([.. layered[true]], [.. layered[false]], shared,
            OptionsOf(compilation.Options, trees.Exists(static tree => TreeOutline.Of(tree).HasStatements)));
    }

    /// <summary>The same in one layer.</summary>
    public ReducedCompilation InOne() => this with { Lower = [], Upper = [.. Lower, .. Upper] };

    private static CSharpCompilationOptions OptionsOf(CSharpCompilationOptions options, bool hasStatements) => options
        .WithOutputKind(hasStatements ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary)
        .WithMainTypeName(null)
        .WithOptimizationLevel(OptimizationLevel.Release)
        .WithGeneralDiagnosticOption(ReportDiagnostic.Default)
        .WithSpecificDiagnosticOptions([])
        .WithSyntaxTreeOptionsProvider(null)
        .WithWarningLevel(0)
        .WithCryptoKeyFile(null).WithCryptoKeyContainer(null).WithCryptoPublicKey(default).WithDelaySign(null).WithPublicSign(false).WithStrongNameProvider(null)
        .WithConcurrentBuild(false);

    /// <summary>The compiler writes no lines for a text of unknown encoding.</summary>
    private static SyntaxTree WithEncoding(SyntaxTree tree) => tree.Encoding is not null ? tree
        : Encoded.GetValue(tree, static tree => CSharpSyntaxTree.Create((CSharpSyntaxNode)tree.GetRoot(), (CSharpParseOptions)tree.Options, tree.FilePath, System.Text.Encoding.UTF8));

    private static SyntaxTree OnlyGlobalUsings(SyntaxTree tree) => Usings.GetValue(tree, static tree => WithEncoding(tree.WithRootAndOptions(
        SyntaxFactory.CompilationUnit().WithUsings(SyntaxFactory.List(((CompilationUnitSyntax)tree.GetRoot()).Usings.Where(IsGlobal))), tree.Options)));

    /// <summary>Both layers have them already.</summary>
    private static SyntaxTree WithoutGlobalUsings(SyntaxTree tree) => tree.WithRootAndOptions(
        tree.GetRoot().RemoveNodes(((CompilationUnitSyntax)tree.GetRoot()).Usings.Where(IsGlobal), SyntaxRemoveOptions.KeepEndOfLine | SyntaxRemoveOptions.KeepDirectives)!, tree.Options);

    private static bool IsGlobal(UsingDirectiveSyntax use) => use.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword);

    /// <summary>All namespaces, empty, so that directives which name one still compile.</summary>
    private static SyntaxTree Namespaces(IEnumerable<string> names, CSharpParseOptions options) => CSharpSyntaxTree.ParseText(
        string.Concat(names.Select(static name => "namespace " + name + " { }\n")), options, "", System.Text.Encoding.UTF8);
}
