// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Generators.Tests;

/// <summary>A project with many modules: what one of them costs must not grow with the others. Counts, not times.</summary>
public class ManyModulesTests
{
    private const string Macros = "using EntryAsm; namespace Kernel; public abstract class Macros : EntryAssembler { protected virtual void SAVE() { push(rax); } }";

    private static string Module(int number, string code) => Generation.Module("SAVE(); " + code, baseType: "Macros", name: "M" + number);

    private static Generation Build(int modules) =>
        Generation.RunIn(new OutputStore(1 << 20), Generation.Compile([("src/Macros.cs", Macros), .. Enumerable.Range(0, modules).Select(number => ($"src/M{number}.cs", Module(number, "nop();")))]));

    private static Generation Edit(Generation first, int number, string code)
    {
        var tree = first.Input.SyntaxTrees.Single(tree => tree.FilePath.EndsWith($"/M{number}.cs", StringComparison.Ordinal));
        return first.Again(first.Input.ReplaceSyntaxTree(tree, Generation.Parse(tree.FilePath, Module(number, code))));
    }

    [Fact]
    public void AnEditInOneEvaluatesOneOfAHundred()
    {
        var second = Edit(Build(100), 50, "ret();");

        Assert.Equal(101, second.Generator.Interpretations);
        Assert.Equal(1, second.Generator.Programs);
    }

    [Fact]
    public void DigestsTakenAfterAnEditGrowWithTheModulesAndNotWithTheirSquare()
    {
        int few = Taken(20), many = Taken(40);

        Assert.InRange(few, 20, 100);
        Assert.InRange(many, 2 * (few - 10), 2 * few);

        static int Taken(int modules) => FileDigests.Of(Edit(Build(modules), 0, "ret();").Input).Taken;
    }

    [Fact]
    public void AModuleOfSeveralFilesCountsByAllOfThem()
    {
        const string Part = "namespace Kernel; public sealed partial class M { private int Value() { return 1; } }";
        static CSharpCompilation With(string part) => Generation.Compile(("src/M.cs", Generation.Module("dq(Value());")), ("src/Part.cs", part));
        var first = Generation.RunIn(new OutputStore(1 << 20), With(Part));

        var second = first.Again(With(Part.Replace("return 1", "return 2", StringComparison.Ordinal)));

        Assert.Equal(2, second.Generator.Interpretations);
        Assert.Equal(2, second.Object().Sections[0].Bytes.Span[0]);
    }
}
