// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Generators.Tests;

/// <summary>What lies outside the subset is a diagnostic at the expression.</summary>
public class SubsetDiagnosticsTests
{
    [Theory]
    [InlineData("ascii(/*EA0111*/System.IO.File.ReadAllText(\"x\"));")]
    [InlineData("/*EA0111*/Console.WriteLine();")]
    [InlineData("ascii(/*EA0111*/Environment.MachineName);")]
    [InlineData("dq(/*EA0111*/DateTime.Now.Ticks);")]
    [InlineData("dq(/*EA0111*/new Random(1).Next());")]
    [InlineData("dq(/*EA0111*/\"a\".GetHashCode());")]
    [InlineData("dq(/*EA0111*/Guid.NewGuid().ToByteArray().Length);")]
    [InlineData("/*EA0111*/System.Threading.Thread.Sleep(1);")]
    [InlineData("ascii(/*EA0111*/System.Globalization.CultureInfo.CurrentCulture.Name);")]
    [InlineData("dq(/*EA0111*/System.Diagnostics.Stopwatch.GetTimestamp());")]
    [InlineData("ascii(/*EA0111*/typeof(int).Assembly.Location);")]
    [InlineData("dynamic d = 1; dq(/*EA0110*/d + 1);")]
    [InlineData("unsafe { int x = 1; int* p = /*EA0110*/&x; dq(*p); }")]
    [InlineData("/*EA0113*/while (true) { }")]
    [InlineData("for (; /*EA0113*/true; ) nop();")]
    [InlineData("void Again() => /*EA0114*/Again(); Again();")]
    [InlineData("int x = 0; dq(/*EA0117*/1 / x);")]
    [InlineData("string? s = null; dq(/*EA0117*/s!.Length);")]
    [InlineData("var a = new int[2]; dq(/*EA0117*/a[2]);")]
    [InlineData("/*EA0117*/throw new NotSupportedException(\"this kernel\");")]
    [InlineData("var k = 5; dq(/*EA0117*/k switch { 1 => 2 });")]
    [InlineData("object o = \"x\"; dq(/*EA0117*/(int)o);")]
    [InlineData("ascii(/*EA0116*/new string('x', 2_000_000_000));")]
    [InlineData("var a = /*EA0116*/new int[1_000_000_000]; dq(a.Length);")]
    [InlineData("var s = \"ab\"; for (var i = 0; i < 40; i++) /*EA0116*/s += s; ascii(s);")]
    [InlineData("/*EA0111*/new System.Threading.Tasks.Task(() => { }).Start();")]
    public void IsReportedWhereItStands(string body)
    {
        var generation = Generation.Run(Generation.Module(body));
        var id = body.Substring(body.IndexOf("/*EA", StringComparison.Ordinal) + 2, 6);

        var diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal("/project/src/Module.cs", diagnostic.Location.GetLineSpan().Path);
        Assert.True(diagnostic.Location.SourceSpan.Length > 0);
    }

    [Fact]
    public void WhatIsNeverReachedIsNotReported() => SubsetStatementsTests.Check("if (Off) Console.WriteLine(); dq(Off ? DateTime.Now.Ticks : 3);", "static bool Off => false;");

    [Fact]
    public void EndlessRecursionOfMethods() => Assert.Equal("EA0114", Assert.Single(Generation.Run(Generation.Module("R();", "void R() => R();")).Diagnostics).Id);

    [Fact]
    public void AMacroThatIsCompiled()
    {
        var library = Generation.Compile(("Library.cs", "using EntryAsm; namespace Lib; public abstract class Compiled : EntryAssembler { protected void MACRO() => nop(); public static void Put(EntryAssembler asm) => asm.nop(); }"));
        using var image = new MemoryStream();
        Assert.True(library.WithAssemblyName("Library").Emit(image).Success);
        var reference = MetadataReference.CreateFromImage(image.ToArray());

        foreach (var body in new[] { "MACRO();", "Put(this);" })
        {
            var input = Generation.Compile(("src/Module.cs", Generation.Module(body, baseType: "Lib.Compiled"))).AddReferences(reference);
            var diagnostic = Assert.Single(Generation.Run(input).Diagnostics);
            Assert.Equal("EA0112", diagnostic.Id);
            Assert.Contains("compiled into 'Library'", diagnostic.GetMessage(null), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AHundredThousandInstructions() => Assert.Equal(100_000, Generation.Run(Generation.Module("for (var i = 0; i < 100_000; i++) nop();")).Object().Sections[0].Size);

    [Fact]
    public void RecursionThroughADeepExpression() => Assert.Equal("EA0114", Assert.Single(Generation.Run(Generation.Module("dq(R(5000));", "int R(int n) => " + string.Join(" + ", Enumerable.Repeat("N(n)", 2000).Prepend("R(n)")) + "; int N(int n) => n;")).Diagnostics).Id);

    [Fact]
    public void TextsThatGrowThroughDotNet() => Assert.Equal("EA0116", Assert.Single(Generation.Run(Generation.Module("var s = \"ab\"; for (var i = 0; i < 40; i++) s = string.Concat(s, s, s); ascii(s);")).Diagnostics).Id);

    [Fact]
    public void DeepExpressions() => Assert.Empty(Generation.Run(Generation.Module("dq(" + string.Join(" + ", Enumerable.Repeat("N()", 3000)) + ");", "int N() => 1;")).Diagnostics);
}
