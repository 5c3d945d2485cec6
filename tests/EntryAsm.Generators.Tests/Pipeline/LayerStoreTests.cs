// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Generators.Tests;

/// <summary>After an edit in a module the next build finds the macros compiled, if they are the same; what comes out is what a build without them gives.</summary>
public class LayerStoreTests
{
    private const string Macros = """
        using EntryAsm;
        namespace Kernel;
        public abstract class Macros : EntryAssembler
        {
            private static int uses;
            protected virtual int Size => 8;
            protected void SAVE() { uses++; push(rax); dd(uses); db(Size); }
        }
        """;

    private readonly LayerStore layers = new(2);

    private static CSharpCompilation Compile(string body = "SAVE(); SAVE();", string macros = Macros) =>
        Generation.Compile(("src/Module.cs", Generation.Module(body, "protected override int Size => 4;", baseType: "Macros")), ("src/Macros.cs", macros));

    /// <summary>How often the macros are compiled for a build.</summary>
    private int Compiled(CSharpCompilation input)
    {
        var generation = Generation.RunIn(layers, input);

        Assert.Equal(1, generation.Generator.Interpretations);
        Assert.Equal(Generation.Run(input).Sources, generation.Sources);
        generation.AssertEqualsExecuted();
        return generation.Generator.Programs;
    }

    [Fact]
    public void AnEditInTheModuleCompilesNoMacros()
    {
        Assert.Equal(1, Compiled(Compile()));
        Assert.Equal(0, Compiled(Compile("SAVE(); nop();")));
        Assert.Equal(0, Compiled(Compile()));
    }

    [Fact]
    public void AnEditInAMacroDoes()
    {
        Assert.Equal(1, Compiled(Compile()));
        Assert.Equal(1, Compiled(Compile(macros: Macros.Replace("rax", "rbx", StringComparison.Ordinal))));
        Assert.Equal(0, Compiled(Compile()));
    }

    [Fact]
    public void ALineMoreInAMacroDoes()
    {
        Assert.Equal(1, Compiled(Compile()));
        Assert.Equal(1, Compiled(Compile(macros: "\n" + Macros)));
    }

    [Theory]
    [MemberData(nameof(ChangedSurroundings.Names), MemberType = typeof(ChangedSurroundings))]
    public void ChangedSurroundingsDoWhereTheyDecideWhatCodeDoes(string change)
    {
        var isForMessagesAlone = change is "optimized" or "an error made of a warning"; // evaluated is always what the compiler optimized

        Assert.Equal(1, Compiled(Compile()));
        Assert.Equal(isForMessagesAlone ? 0 : 1, Compiled(ChangedSurroundings.Of(Compile(), change)));
    }

    [Fact]
    public void AReferenceOfTheSameNameWithOtherContentDoes()
    {
        var macros = Macros.Replace("push(rax)", "push(Library.Number)", StringComparison.Ordinal);
        int Build(int number) => Generation.RunIn(layers, Compile(macros: macros).AddReferences(ChangedSurroundings.Library($"public static class Library {{ public const int Number = {number}; }}"))).Generator.Programs;

        Assert.Equal(1, Build(1));
        Assert.Equal(1, Build(2));
    }

    [Fact]
    public void WhatWasNotAskedForLongestIsForgotten()
    {
        foreach (var register in new[] { "rax", "rbx", "rcx" })
            Assert.Equal(1, Compiled(Compile(macros: Macros.Replace("rax", register, StringComparison.Ordinal))));

        Assert.Equal(0, Compiled(Compile(macros: Macros.Replace("rax", "rbx", StringComparison.Ordinal))));
        Assert.Equal(1, Compiled(Compile()));
    }

    [Fact]
    public void BuildsAtOnceShareThem()
    {
        var bodies = Enumerable.Range(0, 32).Select(number => $"for (var i = 0; i < {number + 1}; i++) SAVE();").ToArray();
        var alone = bodies.Select(body => Generation.Run(Compile(body)).Sources).ToArray();
        Assert.Equal(1, Compiled(Compile()));

        var shared = new Generation[bodies.Length];
        Parallel.For(0, bodies.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, number => shared[number] = Generation.RunIn(layers, Compile(bodies[number])));

        Assert.All(shared, generation => Assert.Equal(0, generation.Generator.Programs));
        Assert.Equal(alone, shared.Select(generation => generation.Sources));
    }
}
