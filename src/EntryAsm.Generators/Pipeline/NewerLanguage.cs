// SPDX-License-Identifier: MIT
using EntryAsm.Generators.Reduction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Generators;

/// <summary>
/// Finds what is newer than the C# this version was verified with. Evaluating what the compiler made of it would mostly be right, and nobody has shown that it is. The compiler itself knows the version of
/// each of its features: what compiles in the author's version and not in the verified one is newer, and the compiler's message names it where its parser knows the feature by itself.
/// </summary>
internal static class NewerLanguage
{
    /// <summary>C# 14; the compiler this is built with has no name for it.</summary>
    public const LanguageVersion Verified = (LanguageVersion)1400;

    /// <summary>Null for code of the verified version or an older one, which costs nothing, and where nothing newer is used. What an older compiler calls a preview became C# 14 at most.</summary>
    public static DiagnosticInfo? Found(CSharpCompilation compilation, INamedTypeSymbol module, CancellationToken cancellation, LanguageVersion verified = Verified)
    {
        if (compilation.LanguageVersion <= verified || LanguageVersion.Latest.MapSpecifiedToEffectiveVersion() < verified)
            return null;
        var reduced = ReducedCompilation.Of(compilation, module, cancellation);
        var own = reduced.Lower.Concat(reduced.Upper).Concat(reduced.Shared).ToList();
        var refused = Errors(compilation, reduced, own.Select(tree => In(verified, tree)), cancellation);
        if (refused.Count == 0)
            return null;
        var accepted = new HashSet<(string?, FileLinePositionSpan)>(Errors(compilation, reduced, own, cancellation).Select(static error => (error.Location.SourceTree?.FilePath, error.Location.GetLineSpan())));
        return refused.Find(error => !accepted.Contains((error.Location.SourceTree?.FilePath, error.Location.GetLineSpan()))) is { } newer
            ? DiagnosticInfo.Create(Descriptors.NewerLanguage, LocationInfo.Of(newer.Location), newer.GetMessage(System.Globalization.CultureInfo.InvariantCulture)) : null;
    }

    private static SyntaxTree In(LanguageVersion version, SyntaxTree tree) => CSharpSyntaxTree.ParseText(tree.GetText(), ((CSharpParseOptions)tree.Options).WithLanguageVersion(version), tree.FilePath);

    private static List<Diagnostic> Errors(CSharpCompilation compilation, ReducedCompilation reduced, IEnumerable<SyntaxTree> trees, CancellationToken cancellation) =>
        [.. compilation.WithOptions(reduced.Options).RemoveAllSyntaxTrees().AddSyntaxTrees(trees).GetDiagnostics(cancellation).Where(static message => message.Severity == DiagnosticSeverity.Error)];
}
