// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Tests;

/// <summary>Every mistake the engine answers arrives as the diagnostic of the same id, on the call that made it.</summary>
public class EngineErrorDiagnosticsTests
{
    private const string Symbols = "static readonly Symbol here_ = Global(), there = Extern(), lost = Local(); static readonly Symbol none = null!;";

    [Theory]
    [InlineData("nop(); /*EA0001*/call(lost); ret();", "'lost' is used but not defined")]
    [InlineData("var l = label(); nop(); /*EA0002*/jmp(l);", "never bound")]
    [InlineData("/*EA0002*/jne(f(1)); nop();", "never bound")]
    [InlineData("/*+*/bind(here_); nop(); /*EA0003*/bind(here_);", "a second time")]
    [InlineData("var l = label(); /*+*/bind(l); /*EA0003*/bind(l);", "a second time")]
    [InlineData("/*EA0004*/mov(rax, ebx);", "mov")]
    [InlineData("/*EA0004*/inc(ptr[rax]);", "inc")]
    [InlineData("/*EA0005*/add(rax, 0x1_0000_0000);", "add")]
    [InlineData("/*EA0006*/mov(ah, r8b);", "ah")]
    [InlineData("/*EA0007*/popsection();", "pushsection")]
    [InlineData("/*EA0008*/call(none);", "null")]
    [InlineData("/*EA0009*/bind(Global(\"a b\"));", "U+0020")]
    [InlineData("/*EA0013*/mov(rax, qword[rbx + rcx + rdx]);", "index register")]
    [InlineData("/*EA0013*/mov(rax, qword[rax * 3]);", "scale")]
    [InlineData("/*EA0014*/error(\"not for this kernel\");", "not for this kernel")]
    [InlineData("/*EA0015*/align(3);", "power of two")]
    [InlineData("section(\".x\", \"a\"); /*EA0016*/section(\".x\", \"aw\");", ".x")]
    [InlineData("@lock(); /*EA0017*/@lock(); ret();", "twice")]
    [InlineData("/*EA0020*/bind(there);", "Extern")]
    [InlineData("/*EA0022*/gate(256, there);", "0x100")]
    public void OnTheCall(string body, string message) => Assert.Contains(message, Marked.Check(Generation.Module(body, Symbols)), StringComparison.Ordinal);

    /// <summary>NoWarn and .globalconfig say it this way.</summary>
    [Fact]
    public void CannotBeSwitchedOff()
    {
        var input = Generation.Compile([("src/Module.cs", Generation.Module("mov(rax, ebx);"))]);
        var silenced = input.WithOptions(input.Options.WithSpecificDiagnosticOptions([new("EA0004", Microsoft.CodeAnalysis.ReportDiagnostic.Suppress)]));
        Assert.Contains(Generation.Run(silenced).Diagnostics, static each => each is { Id: "EA0004", Severity: Microsoft.CodeAnalysis.DiagnosticSeverity.Error });
    }

    [Fact]
    public void InsideAMacroOnTheAuthorsCallWithTheMacrosLine() => Marked.Check(
        Generation.Module("nop();\n    /*EA0004*/STORE(ebx);", baseType: "Macros"),
        "using EntryAsm;\nnamespace Kernel;\npublic abstract class Macros : EntryAssembler\n{\n    protected void STORE(Op source) => Inner(source);\n    void Inner(Op source) { nop(); /*+*/mov(rax, source); }\n}"
            .Replace("=> Inner", "=> /*+*/Inner", StringComparison.Ordinal));

    [Fact]
    public void FoundWhenLaidOutInsideAMacroOnTheAuthorsCall() => Marked.Check(
        Generation.Module("nop();\n    /*EA0002*/JUMP();", baseType: "Macros"),
        "using EntryAsm;\nnamespace Kernel;\npublic abstract class Macros : EntryAssembler\n{\n    protected void JUMP() { var l = label(); nop(); /*+*/jmp(l); }\n}");

    [Fact]
    public void InAMacroOfTheModuleItselfOnTheLineInside() => Marked.Check(Generation.Module("Mine();", "void Mine() { /*EA0004*/mov(rax, ebx); }"));

    [Fact]
    public void InALambdaOnTheLineInside() => Marked.Check(Generation.Module("pushsection(\".x\", \"a\", () => { /*EA0004*/mov(rax, ebx); });"));

    [Fact]
    public void InAFieldInitialiser() => Marked.Check(Generation.Module("call(bad);", "static readonly Symbol bad = /*EA0117*/Make(); static Symbol Make() { return null!; }").Replace("/*EA0117*/", "", StringComparison.Ordinal).Replace("call(bad)", "/*EA0008*/call(bad)", StringComparison.Ordinal));
}
