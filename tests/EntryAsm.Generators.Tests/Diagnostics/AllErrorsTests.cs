// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Tests;

/// <summary>One build tells every mistake of a module, each once, and nothing that only follows from another.</summary>
public class AllErrorsTests
{
    private const string Symbols = "static readonly Symbol here_ = Global(), there = Extern(), lost = Local(), gone = Local(), odd = Extern(\"a b\"); static readonly Symbol none = null!;";

    [Theory]
    [InlineData("/*EA0004*/mov(rax, ebx); nop(); /*EA0005*/add(rax, 0x1_0000_0000); /*EA0006*/mov(ah, r8b);")]
    [InlineData("/*EA0004*/mov(rax, ebx); /*EA0004*/mov(rbx, eax);")]
    [InlineData("/*EA0004*/mov(rax, ebx); /*EA0001*/call(lost); /*EA0001*/lea(rax, ptr[gone]); call(lost);")]
    [InlineData("/*EA0004*/mov(rax, ebx); var l = label(); /*EA0002*/jmp(l); jne(l); /*EA0002*/jne(f(1)); je(f(1));")]
    [InlineData("/*EA0015*/align(3); /*EA0005*/db(256); /*EA0015*/skip(-1); /*EA0022*/gate(256, there);")]
    [InlineData("/*EA0005*/jrcxz(f(1)); skip(200); L(1); /*EA0018*/dd(here_ - there); bind(here_); /*EA0004*/mov(rax, ebx);")]
    [InlineData("rep(); /*EA0004*/mov(rax, ebx); nop();")]
    [InlineData("@lock(); /*EA0017*/@lock(); nop();")]
    [InlineData("jne(/*EA0002*/b(3)); /*EA0004*/mov(rax, ebx);")]
    [InlineData("var l = label(); bind(here_); bind(l); rept(3, i => { /*EA0004*/mov(rax, ebx); });")]
    [InlineData("for (var i = 0; i < 5000; i++) /*EA0005*/mov(al, 1000 + i);")]
    public void EachOnItsCall(string body) => Marked.Check(Generation.Module(body, Symbols));

    [Theory]
    [InlineData("/*EA0020*/bind(there); nop(); size(there); dd(dot - there);", "what hangs on a place that was refused")]
    [InlineData("/*EA0001*/dd(lost - here_); bind(here_); size(here_, lost - here_); padTo(lost, 5);", "what hangs on a symbol that is missing")]
    [InlineData("/*EA0009*/call(odd); call(odd); jmp(odd);", "every use of a name that is wrong")]
    [InlineData("/*EA0016*/section(\".text\", \"aw\"); call(lost); bind(here_); bind(here_);", "what comes behind a section that is none")]
    [InlineData("/*EA0014*/error(\"no\"); mov(rax, ebx);", "what comes behind the author's own error")]
    public void NotWhatFollows(string body, string what) => Assert.NotEmpty(what + Marked.Check(Generation.Module(body, Symbols)));

    [Fact]
    public void TheSecondPlaceOfEach() => Assert.All(Generation.Run(Generation.Module("bind(here_); nop(); bind(here_); bind(lost); nop(); bind(lost);", Symbols)).Diagnostics,
        static each => Assert.Single(each.AdditionalLocations));

    [Fact]
    public void InsideMacrosOnEachCall() => Marked.Check(
        Generation.Module("/*EA0004*/STORE(ebx); STORE(rbx); /*EA0004*/STORE(ecx); mov(rax, rcx); /*EA0004*/STORE(edx);", baseType: "Macros"),
        "using EntryAsm;\nnamespace Kernel;\npublic abstract class Macros : EntryAssembler\n{\n    protected void STORE(Op source) { nop(); /*+*/mov(rax, source); }\n}");

    [Fact]
    public void UpToAHundred() => Assert.Equal(100, Generation.Run(Generation.Module(string.Concat(Enumerable.Repeat("mov(rax, ebx);\n", 150)))).Diagnostics.Length);

    /// <summary>Where the author's code catches exceptions, it goes on as it does when it is executed.</summary>
    [Fact]
    public void NotWhatTheAuthorCatches() => Marked.Check(Generation.Module("try { mov(rax, ebx); nop(); } catch (EntryAsmException) { /*EA0004*/mov(rcx, ebx); } /*EA0004*/mov(rdx, ebx);"));

    [Fact]
    public void BeforeAnExceptionOfTheAuthor() => Marked.Check(Generation.Module("/*EA0004*/mov(rax, ebx); if (dot != null) /*EA0117*/throw new InvalidOperationException(\"no\");"));
}
