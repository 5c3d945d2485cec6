// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Generators.Tests;

/// <summary>What one build leaves to the next in the compiler server: the same content is not evaluated again, and any other is.</summary>
public class OutputStoreTests
{
    private const string Macros = "using EntryAsm; namespace Kernel; public abstract class Macros : EntryAssembler { protected const int Count = 2; protected virtual void SAVE() { push(rax); } }";
    private const string Other = "namespace Kernel; class Other { int Value() { return 1; } }";

    private static readonly string Module = Generation.Module("SAVE(); dq(Count + (int)'x'); call(Extern(\"handler\"));", baseType: "Macros");

    private readonly OutputStore store = new(1 << 20);

    private static CSharpCompilation Compile(string? module = null, string macros = Macros, string other = Other) =>
        Generation.Compile(("src/Module.cs", module ?? Module), ("src/Macros.cs", macros), ("src/Other.cs", other));

    /// <summary>How often the second of two builds evaluates the module.</summary>
    private int Again(CSharpCompilation second)
    {
        Assert.Equal(1, Generation.RunIn(store, Compile()).Generator.Interpretations);
        return Generation.RunIn(store, second).Generator.Interpretations;
    }

    [Fact]
    public void AnotherBuildOfTheSameTextsEvaluatesNothingAndAddsTheSame()
    {
        var first = Generation.RunIn(store, Compile());
        var second = Generation.RunIn(store, Compile());

        Assert.Equal(1, first.Generator.Interpretations);
        Assert.Equal(0, second.Generator.Interpretations);
        Assert.Equal(first.Sources, second.Sources);
        second.AssertEqualsExecuted();
    }

    [Fact]
    public void ABodyElsewhereIsNoReason() => Assert.Equal(0, Again(Compile(other: Other.Replace("return 1", "return 2", StringComparison.Ordinal))));

    [Fact]
    public void AMacroIsAReason() => Assert.Equal(1, Again(Compile(macros: Macros.Replace("push(rax)", "push(rbx)", StringComparison.Ordinal))));

    [Fact]
    public void AMemberOfATypeThatIsNotUsedIsNoReason() => Assert.Equal(0, Again(Compile(other: Other.Replace("int Value", "const long Version = 2; int Value", StringComparison.Ordinal))));

    [Fact]
    public void AConstantThatIsUsedIsAReason() => Assert.Equal(1, Again(Compile(macros: Macros.Replace("Count = 2", "Count = 3", StringComparison.Ordinal))));

    [Fact]
    public void ATypeMoreIsAReason() => Assert.Equal(1, Again(Compile(other: Other + " class Third { }")));

    [Fact]
    public void ALineMoreAboveTheModuleIsAReason() => Assert.Equal(1, Again(Compile("\n" + Module)));

    [Theory]
    [MemberData(nameof(ChangedSurroundings.Names), MemberType = typeof(ChangedSurroundings))]
    public void ChangedSurroundingsAreAReason(string change) => Assert.Equal(1, Again(ChangedSurroundings.Of(Compile(), change)));

    [Fact]
    public void AReferenceOfTheSameNameWithOtherContentIsAReason()
    {
        var module = Generation.Module("dq(Library.Number);");
        int Build(string library) => Generation.RunIn(store, Compile(module).AddReferences(ChangedSurroundings.Library(library))).Generator.Interpretations;

        Assert.Equal(1, Build("public static class Library { public const int Number = 1; }"));
        Assert.Equal(1, Build("public static class Library { public const int Number = 2; }"));
    }

    [Fact]
    public void TwoProjectsDoNotMix()
    {
        var one = Generation.RunIn(store, Compile());
        var two = Generation.RunIn(store, Compile(), projectDir: "/elsewhere/");

        Assert.Equal(1, one.Generator.Interpretations);
        Assert.Equal(1, two.Generator.Interpretations);
        Assert.Equal(0, Generation.RunIn(store, Compile()).Generator.Interpretations);
    }

    [Fact]
    public void DebugDataIsAReason()
    {
        Generation.RunIn(store, Compile());

        Assert.Equal(1, Generation.RunIn(store, Compile(), hasDebugData: true).Generator.Interpretations);
    }

    [Fact]
    public void MistakesAreToldInEveryBuild()
    {
        var broken = Generation.Module("mov(rax, ebx);");
        var first = Generation.RunIn(store, Generation.Compile(("src/Module.cs", broken)));
        var second = Generation.RunIn(store, Generation.Compile(("src/Module.cs", broken)));

        Assert.Equal("EA0004", Assert.Single(second.Diagnostics).Id);
        Assert.Equal(first.Diagnostics.Select(one => one.ToString()), second.Diagnostics.Select(one => one.ToString()));
        Assert.Equal(1, second.Generator.Interpretations);
    }

    [Fact]
    public void AFullStoreForgetsWhatWasNotAskedForLongest()
    {
        CSharpCompilation Named(string name) => Generation.Compile(("src/" + name + ".cs", Generation.Module("nop();", name: name)));
        var size = Generation.RunIn(store, Named("A")).Sources.Values.Single().Length;
        var small = new OutputStore(size * 2 + size / 2);
        int Build(string name) => Generation.RunIn(small, Named(name)).Generator.Interpretations;

        Assert.Equal([1, 1, 0, 1, 0, 1], new[] { "A", "B", "A", "C", "A", "B" }.Select(Build));
    }
}
