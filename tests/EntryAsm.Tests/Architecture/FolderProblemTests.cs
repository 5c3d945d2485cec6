// SPDX-License-Identifier: MIT
using EntryAsm.Architecture;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Tests.Architecture;

/// <summary>What the check of folders finds in projects made for it.</summary>
public sealed class FolderProblemTests
{
    private static readonly Rules AnyOrder = new("P", []);

    [Fact]
    public void AUseOneWayIsFine() =>
        Assert.Empty(Find(AnyOrder, ("Low/A.cs", "class A { public static int One = 1; }"), ("High/B.cs", "class B { int Two = A.One + 1; }")));

    [Fact]
    public void TwoFoldersThatUseEachOtherAreNamedWithFileAndMemberOnBothSides() =>
        Assert.Equal(["""
            P: two folders use each other: High, Low
                High -> Low: High/B.cs:1 (Two) uses A of Low/A.cs
                Low -> High: Low/A.cs:1 (One) uses B of High/B.cs
            """], Find(AnyOrder, ("Low/A.cs", "class A { public static int One() => B.Two(); }"), ("High/B.cs", "class B { public static int Two() => A.One(); }")));

    [Fact]
    public void ALongerCircleIsFound() =>
        Assert.StartsWith("P: folders use each other in a circle: X, Y, Z\n",
            Assert.Single(Find(AnyOrder, ("X/A.cs", "class A { B b; }"), ("Y/B.cs", "class B { C c; }"), ("Z/C.cs", "class C { A a; }"))));

    [Fact]
    public void AUseAgainstTheOrderIsFound() =>
        Assert.Equal(["""
            P: against the order, in which Low comes before High
                Low -> High: Low/A.cs:1 (One) uses B.B() of High/B.cs
            """], Find(new Rules("P", [new Room("Low", ""), new Room("High", "")]), ("Low/A.cs", "class A { object One() => new B(); }"), ("High/B.cs", "class B { }")));

    [Fact]
    public void AMemberOfAValueIsAUseThoughNoTypeIsNamed() =>
        Assert.Contains("\n    Low -> High: Low/A.cs:1 (One) uses B.Two of High/B.cs", Assert.Single(Find(AnyOrder,
            ("Low/A.cs", "class A { int One() => Middle.C.Make().Two; }"), ("High/B.cs", "class B { public int Two; A a; }"), ("Other/C.cs", "namespace Middle { class C { public static B Make() => null; } }"))));

    [Fact]
    public void AFolderWithoutAPlaceInTheOrderIsFound() =>
        Assert.Equal(["P: folder New has no place in the order; give it one in eng/Architecture/Rules.cs"], Find(new Rules("P", [new Room("Old", "")]), ("New/A.cs", "class A { }")));

    [Fact]
    public void PartsOfATypeCountInEachOfTheirFolders() =>
        Assert.Equal(["P: A has parts in X, Y; a type belongs to one folder", "P: two folders use each other: X, Y\n    X -> Y: X/B.cs:1 (a) uses A of Y/A2.cs\n    Y -> X: Y/A2.cs:1 (b) uses B of X/B.cs"],
            Find(AnyOrder, ("X/A1.cs", "partial class A { }"), ("X/B.cs", "class B { A a; }"), ("Y/A2.cs", "partial class A { B b; }")));

    [Fact]
    public void ACommentIsNoUse() =>
        Assert.Empty(Find(AnyOrder, ("Low/A.cs", "/// <summary><see cref=\"B\"/></summary>\nclass A { }"), ("High/B.cs", "class B { A a; }")));

    private static IReadOnlyList<string> Find(Rules rules, params (string Path, string Text)[] files)
    {
        var root = Path.GetFullPath("project");
        var trees = files.Select(file => CSharpSyntaxTree.ParseText(file.Text, path: Path.Combine(root, file.Path)));
        var compilation = CSharpCompilation.Create("P", trees, [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return Problems.Of(rules, new FolderGraph(compilation, root), KnownUses.None);
    }
}
