// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Generators.Tests;

/// <summary>What an edit costs: nothing is evaluated again unless what the module is made of has changed.</summary>
public class IncrementalityTests
{
    private const string Macros = "using EntryAsm; namespace Kernel; public abstract class Macros : EntryAssembler { protected static readonly Symbol target = Extern(); protected const int Count = 2; protected virtual void SAVE() { push(rax); } protected void UNUSED() { nop(); } }";
    private const string Other = "namespace Kernel; class Other { int Value() { return 1; } /* comment */ }";

    private readonly Generation first = Generation.Run(Generation.Module("SAVE(); call(target); dq(Count);", baseType: "Macros"), Macros, Other);

    private Generation Edit(int file, string old, string changed)
    {
        var tree = first.Input.SyntaxTrees[file];
        var text = tree.ToString();
        Assert.Contains(old, text, StringComparison.Ordinal);
        return first.Again(first.Input.ReplaceSyntaxTree(tree, tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(text.Replace(old, changed, StringComparison.Ordinal), System.Text.Encoding.UTF8))));
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(Generation generation, string step) =>
        generation.Driver.GetRunResult().Results.Single().TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason);

    private void AssertNothingNew(Generation second)
    {
        Assert.Equal(1, second.Generator.Interpretations);
        Assert.All(Reasons(second, EntryModuleGenerator.ModulesStep), reason => Assert.True(reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached, reason.ToString()));
        Assert.All(Reasons(second, EntryModuleGenerator.OutputsStep), reason => Assert.True(reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached, reason.ToString()));
        Assert.Equal(first.Sources, second.Sources);
    }

    [Fact]
    public void TheFirstRunEvaluatesOnce() => Assert.Equal(1, first.Generator.Interpretations);

    [Fact]
    public void SameCompilationIsNotEvaluated() => AssertNothingNew(first.Again(first.Input));

    [Fact]
    public void SameTextAgainIsNotEvaluated() => AssertNothingNew(Edit(0, "SAVE();", "SAVE();"));

    [Fact]
    public void EditOfABodyElsewhereIsNotEvaluated() => AssertNothingNew(Edit(2, "return 1;", "return 2 + 3;"));

    [Fact]
    public void CommentElsewhereIsNotEvaluated() => AssertNothingNew(Edit(2, "/* comment */", "/* another\n comment */"));

    [Fact]
    public void NewFileWithoutDeclarationsIsEvaluatedToTheSame()
    {
        var second = first.Again(first.Input.AddSyntaxTrees(Generation.Parse("src/New.cs", "// nothing")));

        Assert.Equal(first.Sources, second.Sources);
        Assert.All(Reasons(second, EntryModuleGenerator.OutputsStep), reason => Assert.True(reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached));
    }

    [Fact]
    public void AddedCommentDoesNotModifyOutput()
    {
        var second = Edit(0, "SAVE();", "SAVE(); /* saved */");

        Assert.Equal(2, second.Generator.Interpretations);
        Assert.All(Reasons(second, EntryModuleGenerator.ModulesStep), reason => Assert.Equal(IncrementalStepRunReason.Unchanged, reason));
        Assert.All(Reasons(second, EntryModuleGenerator.OutputsStep), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void EditOfAMacroInAnotherFileModifiesOutput()
    {
        var second = Edit(1, "push(rax);", "push(rbx);");

        Assert.Equal(2, second.Generator.Interpretations);
        Assert.Equal(0x53, second.Object().Sections[0].Bytes.Span[0]);
        Assert.Contains(IncrementalStepRunReason.Modified, Reasons(second, EntryModuleGenerator.OutputsStep));
    }

    [Fact]
    public void EditOfADeclarationElsewhereIsEvaluated() => Assert.Equal(2, Edit(1, "Count = 2", "Count = 3").Generator.Interpretations);

    [Fact]
    public void NewMemberOfATypeThatTheModuleUsesIsEvaluated() => Assert.Equal(2, Edit(1, "void UNUSED()", "void ADDED() { } protected void UNUSED()").Generator.Interpretations);

    [Theory]
    [InlineData("class Other {", "class Other { int added = 3;")]
    [InlineData("class Other {", "sealed class Other { enum Inner { A }")]
    [InlineData("int Value()", "long Changed(int value)")]
    public void ATypeThatTheModuleDoesNotUseCountsByItsName(string old, string changed)
    {
        var second = Edit(2, old, changed);

        Assert.Equal(changed.Contains("Inner", StringComparison.Ordinal) ? 2 : 1, second.Generator.Interpretations);
        Assert.Equal(first.Sources, second.Sources);
    }

    [Theory]
    [InlineData("class Other {", "class Another {")]
    [InlineData("class Other {", "class Other<T> {")]
    [InlineData("namespace Kernel;", "namespace Kernel.Parts;")]
    [InlineData("class Other {", "static class Extensions { public static void nop(this EntryAsm.EntryAssembler to) { } } class Other {")]
    [InlineData("namespace Kernel;", "global using System; namespace Kernel;")]
    [InlineData("class Other {", "class Other { [System.Runtime.CompilerServices.ModuleInitializer] internal static void Start() { }")]
    public void ANewNameElsewhereIsEvaluated(string old, string changed) => Assert.Equal(2, Edit(2, old, changed).Generator.Interpretations);

    [Fact]
    public void ChangedOptionsAreEvaluated() => Assert.Equal(2, first.Again(first.Input.WithOptions(first.Input.Options.WithOverflowChecks(true))).Generator.Interpretations);

    [Fact]
    public void OneOfTwoModulesEditedTheOtherIsNotEvaluated()
    {
        var two = Generation.Run(Generation.Module("nop();", name: "A"), Generation.Module("nop();", name: "B"));
        var tree = two.Input.SyntaxTrees[1];
        var second = two.Again(two.Input.ReplaceSyntaxTree(tree, Generation.Parse("src/File1.cs", tree.ToString().Replace("nop", "ret", StringComparison.Ordinal))));

        Assert.Equal(2, two.Driver.GetRunResult().Results.Single().GeneratedSources.Length);
        Assert.Equal(3, second.Generator.Interpretations);
    }

    [Fact]
    public void AFixedMistakeIsForgotten()
    {
        var broken = Edit(0, "dq(Count);", "dq(Count); mov(rax, ebx);");
        Assert.Equal("EA0004", Assert.Single(broken.Diagnostics).Id);

        Assert.Empty(broken.Again(first.Input).Diagnostics);
    }
}
