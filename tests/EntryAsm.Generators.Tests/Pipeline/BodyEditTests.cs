// SPDX-License-Identifier: MIT
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace EntryAsm.Generators.Tests;

/// <summary>After an edit that changes bodies only, the code of all other files is not bound again; what comes out is what a new generator makes of the same text.</summary>
public class BodyEditTests
{
    private const string Macros = """
        using System; using System.Collections.Generic; using System.Runtime.CompilerServices; using EntryAsm; namespace Kernel;
        public abstract class Macros : EntryAssembler
        {
            protected static readonly Symbol target = Extern();
            protected static int count = 1;
            protected virtual int Depth => 1;
            protected abstract void Routine();
            protected void SAVE([CallerLineNumber] int line = 0, [CallerFilePath] string file = "") { push(rax); dq(line); asciz(file); Routine(); for (var i = 0; i < Depth; i++) nop(); }
            protected static int Twice(int value) => 2 * value;
            protected record struct Pair(int A, int B) { public int Sum => A + B; }
        }
        """;

    private const string Module = """
        using System; using System.Collections.Generic; using EntryAsm; namespace Kernel;
        [EntryModule]
        public sealed partial class M : Macros
        {
            static readonly Symbol own = Global();
            static readonly int[] numbers = { 1, Twice(2), 3 };
            static readonly Func<int, int> square = x => x * x;
            static int Counter { get; set; } = 7;
            int kept = Twice(21);

            protected override int Depth => 2;
            int Property { get { return 5; } set { kept = value; } }

            protected override void Assemble()
            {
                SAVE();
                call(target);
                Helper(square(3));
            }

            void Helper(int value)
            {
                foreach (var number in numbers)
                    dq(number + value);
                int Local(int x) => x + Counter;
                Action twice = () => { dq(Local(1)); dq(kept); };
                twice();
                (int a, int b) = (Property, new Pair(3, 4).Sum);
                dq(a); dq(b);
                int[] list = [a, b, .. numbers];
                dq(list.Length); dq(value switch { > 5 => 1, _ => 2 });
                bind(own);
            }

            protected override void Routine() => swapgs();
        }
        """;

    private const string Other = "namespace Kernel; class Other { int Value() { return 1; } int number = 1; }";

    private readonly Generation first = Generation.Run(("src/Module.cs", Module), ("src/Macros.cs", Macros), ("src/Other.cs", Other));

    private static Generation Edit(Generation before, int file, string old, string changed)
    {
        var tree = before.Input.SyntaxTrees[file];
        var text = tree.ToString();
        Assert.Contains(old, text, StringComparison.Ordinal);
        return before.Again(before.Input.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(text.Replace(old, changed, StringComparison.Ordinal), System.Text.Encoding.UTF8))));
    }

    private static void AssertLikeNew(Generation generation, int programs)
    {
        Assert.Equal(Generation.Run(generation.Input).Sources, generation.Sources);
        Assert.Equal(Generation.Run(generation.Input).Diagnostics.Select(diagnostic => diagnostic.ToString()), generation.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        Assert.Equal(programs, generation.Generator.Programs);
    }

    [Fact]
    public void TheModuleIsSound()
    {
        Assert.Empty(first.Diagnostics);
        first.AssertEqualsExecuted();
    }

    [Theory]
    [InlineData("SAVE();", "mov(eax, 1); SAVE();")]
    [InlineData("SAVE();", "\n\n\nSAVE();")]
    [InlineData("SAVE();", "// a comment\nSAVE(); SAVE();")]
    [InlineData("[EntryModule]", "\n\n[EntryModule]")]
    [InlineData("call(target);", "call(target + Twice(4)); dq(Depth);")]
    [InlineData("Depth => 2", "Depth => 3")]
    [InlineData("return 5;", "return kept + 5;")]
    [InlineData("square(3)", "square(4)")]
    [InlineData("=> swapgs()", "=> sysretq()")]
    [InlineData("x + Counter", "x + 2 * Counter")]
    [InlineData("twice();", "twice(); twice(); Property = 4; dq(Property); dq(kept); var anonymous = new { A = 1 }; dq(anonymous.A);")]
    [InlineData("foreach (var number in numbers)", "for (var number = 0; number < 3; number++)")]
    public void EditOfABodyInTheModuleCompilesNothingElse(string old, string changed)
    {
        var second = Edit(first, 0, old, changed);

        AssertLikeNew(second, programs: 1);
        second.AssertEqualsExecuted();
        AssertLikeNew(Edit(second, 0, "bind(own);", "bind(own); ret();"), programs: 1);
    }

    [Fact]
    public void EditOfAMacroIsSeenByTheModule()
    {
        var second = Edit(first, 1, "push(rax);", "push(rbx); \n");

        AssertLikeNew(second, programs: 2);
        AssertLikeNew(Edit(second, 1, "2 * value", "3 * value"), programs: 3);
    }

    [Fact]
    public void EditElsewhereThenInTheModule() => AssertLikeNew(Edit(Edit(first, 2, "return 1;", "return 2;"), 0, "SAVE();", "nop();"), programs: 1);

    [Fact]
    public void AnUndoneEditIsUndone()
    {
        var third = first.Again(first.Input);

        Assert.Equal(first.Sources, Edit(Edit(first, 0, "SAVE();", "nop();"), 0, "nop();", "SAVE();").Sources);
        Assert.Equal(first.Sources, third.Sources);
    }

    [Theory]
    [InlineData(0, "x => x * x", "x => x + x", 1)]
    [InlineData(0, "Counter { get; set; } = 7", "Counter { get; set; } = 8", 1)]
    [InlineData(0, "int kept = Twice(21);", "int kept => Twice(21);", 2)]
    [InlineData(0, "void Helper(int value)", "void Helper(long value)", 1)]
    [InlineData(0, "void Helper(", "public M() { kept = 9; }\n void Helper(", 1)]
    [InlineData(1, "count = 1;", "count = 1; protected void NEW() { }", 2)]
    [InlineData(2, "int number = 1;", "int number => 1;", 1)]
    [InlineData(2, "return 1; }", "return 1; } int field_ { get { return field; } }", 1)]
    public void EditOfADeclarationCompilesMacrosAnewOnlyIfItIsOne(int file, string old, string changed, int programs) => AssertLikeNew(Edit(first, file, old, changed), programs);

    [Theory]
    [InlineData("SAVE();", "mov(rax, ebx);")]
    [InlineData("SAVE();", "nothing();")]
    [InlineData("SAVE();", "SAVE(")]
    [InlineData("SAVE();", "jmp(label());")]
    [InlineData("SAVE();", "\n throw new Exception(\"no\");")]
    [InlineData("return 5;", "return Console.Read();")]
    public void AMistakeIsToldAsByANewGeneratorAndForgotten(string old, string changed)
    {
        var broken = Edit(Edit(first, 0, "square(3)", "square(5)"), 0, old, changed);

        Assert.Equal(Generation.Run(broken.Input).Diagnostics.Select(diagnostic => diagnostic.ToString()), broken.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        Assert.Equal(Generation.Run(broken.Input).Sources, broken.Sources);
        var mended = Edit(broken, 0, changed, old);
        Assert.Equal(Generation.Run(mended.Input).Sources, mended.Sources);
        Assert.Empty(mended.Diagnostics);
    }

    [Fact]
    public void OtherOptionsOrReferencesBindAnew()
    {
        Assert.Equal(2, first.Again(first.Input.WithOptions(first.Input.Options.WithOverflowChecks(true))).Generator.Programs);
        Assert.Equal(3, first.Again(first.Input.RemoveReferences(first.Input.References.First(reference => reference.Display!.Contains("Xml", StringComparison.Ordinal)))).Generator.Programs);
    }
}
