// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Generators.Tests;

/// <summary>What is newer than the C# that was verified is refused, in the compiler's words. Shown with C# 13 in the place of C# 14, since this compiler calls all that is newer a preview.</summary>
public class NewerLanguageTests
{
    /// <summary>A compiler with a newer C# makes this fail: verify its features by programs under Evaluation/Programs, then raise the version in <see cref="NewerLanguage"/>, in EA0121 and in docs/subset.md.</summary>
    [Fact]
    public void TheCompilerOfTheTestsKnowsNothingNewerByNumber() =>
        Assert.All(Enum.GetValues<LanguageVersion>().Where(version => version < LanguageVersion.LatestMajor), version => Assert.True(version <= NewerLanguage.Verified, version.ToString()));

    [Theory]
    [InlineData("", "int P { get => field; set => field = value; }", "", "'field' does not exist")]
    [InlineData("dq(3.Twice());", "", "static class Ex { extension(int x) { public int Twice() => 2 * x; } }", "expected")]
    [InlineData("C? c = null; c?.X = 3;", "", "class C { public int X; }", "null conditional assignment")]
    [InlineData("ascii(nameof(List<>));", "", "", "unbound generic types in nameof operator")]
    [InlineData("D d = (out x) => x = 3; d(out var y); dq(y);", "", "delegate void D(out int x);", "simple lambda parameter modifiers")]
    [InlineData("", "partial event System.Action E; partial event System.Action E { add { } remove { } }", "", "'partial' is not valid")]
    public void WhatIsNewerIsRefusedWithTheCompilersWords(string body, string members, string outside, string words)
    {
        var found = Found(Generation.Module(body, members, outside), LanguageVersion.Preview, LanguageVersion.CSharp13);

        Assert.Equal("EA0121", found?.Id);
        Assert.Contains(words, found!.Arguments[0], StringComparison.Ordinal);
        Assert.Equal("src/Module.cs", Path.GetRelativePath(Generation.ProjectDir, found.Location!.Path).Replace('\\', '/'));
    }

    [Theory]
    [InlineData("int x = \"text\";")]
    [InlineData("undefined();")]
    [InlineData("int[] a = [1, .. new[] { 2 }]; dq(a[^1]);")]
    public void WhatIsKnownOrWrongInAnyVersionIsNot(string body) => Assert.Null(Found(Generation.Module(body), LanguageVersion.Preview, LanguageVersion.CSharp13));

    [Fact]
    public void OlderVersionsAreNotLookedAt() => Assert.Null(Found(Generation.Module("nop();"), LanguageVersion.CSharp12, LanguageVersion.CSharp13));

    /// <summary>What the module does not reach may be as new as it likes.</summary>
    [Fact]
    public void CodeElsewhereIsNotLookedAt()
    {
        var compilation = Compile(LanguageVersion.Preview, ("src/Module.cs", Generation.Module("nop();")), ("src/Other.cs", "class Elsewhere { int P { get => field; set; } }"));

        Assert.Null(NewerLanguage.Found(compilation, compilation.GetTypeByMetadataName("Kernel.M")!, default, LanguageVersion.CSharp13));
    }

    private static DiagnosticInfo? Found(string module, LanguageVersion version, LanguageVersion verified)
    {
        var compilation = Compile(version, ("src/Module.cs", module));
        return NewerLanguage.Found(compilation, compilation.GetTypeByMetadataName("Kernel.M")!, default, verified);
    }

    private static CSharpCompilation Compile(LanguageVersion version, params (string Path, string Text)[] sources)
    {
        var latest = Generation.Compile(sources);
        return latest.RemoveAllSyntaxTrees().AddSyntaxTrees(latest.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.GetText(), new CSharpParseOptions(version), tree.FilePath)));
    }
}
