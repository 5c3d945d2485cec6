// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Generators.Tests;

/// <summary>What can be meant, but hardly is, is a warning that offers what is usual.</summary>
public class AdviceTests
{
    [Theory]
    [InlineData("jmp(ax);", "EA0201", "jmp(rax)")]
    [InlineData("nop();\n call(r9w);", "EA0201", "call(rax)")]
    [InlineData("jmp(@word[rax]);", "", "")]
    [InlineData("call(dword[rax]);", "EA0202", "call(qword[…])")]
    [InlineData("jmp(dword.gs[8]);", "EA0202", "jmp(qword[…])")]
    [InlineData("call(fword[rax]); call(qword[rax]); jmp(rax); call(r9);", "", "")]
    [InlineData("sysret();", "EA0203", "sysretq()")]
    [InlineData("sysretl();", "", "")]
    [InlineData("sysretq();", "", "")]
    [InlineData("iret();", "EA0204", "iretq()")]
    [InlineData("iretd(); iretq(); iretw();", "", "")]
    [InlineData("retf();", "EA0205", "retfq()")]
    [InlineData("lret(8);", "EA0205", "retfq()")]
    [InlineData("retfd(); lretl(); retfq(); retfw(); lretq(8); retfd(8);", "", "")]
    [InlineData("code32(); iret(); retf(); jmp(ax); call(dword[eax]);", "", "")]
    [InlineData("code16(); iret(); retf(); jmp(ax); call(dword[bx]);", "", "")]
    [InlineData("""
        #pragma warning disable EA0204
        iret();
        #pragma warning restore EA0204
        """, "", "")]
    public void OfInstructions(string body, string id, string offer)
    {
        var generation = Generation.Run(Generation.Module(body));
        Assert.Empty(generation.Diagnostics);
        var warnings = generation.Analyze(new EntryAdviceAnalyzer());
        if (id.Length == 0)
        {
            Assert.Empty(warnings);
            return;
        }

        Assert.Equal(id, Assert.Single(warnings).Id);
        Assert.Contains(offer, warnings[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void OnTheCallInsideAMacro()
    {
        var generation = Generation.Run(Generation.Module("LEAVE(ax); LEAVE(rax);", "void LEAVE(Op where)\n{\n    nop();\n    jmp(where);\n}"));
        var warning = Assert.Single(generation.Analyze(new EntryAdviceAnalyzer()));
        Assert.Equal("jmp(where)", warning.Location.SourceTree!.ToString().Substring(warning.Location.SourceSpan.Start, warning.Location.SourceSpan.Length));
    }

    [Theory]
    [InlineData("nop();", "unbound")]
    [InlineData("bind(unbound); nop();", "")]
    [InlineData("set(unbound, 5);", "")]
    public void OfAGlobalThatNothingBinds(string body, string name)
    {
        var generation = Generation.Run(Generation.Module(body, "static readonly Symbol unbound = Global(), unused = Extern();"));
        Assert.Empty(generation.Diagnostics);
        Assert.Equal(name, string.Join(' ', generation.Analyze(new EntryAdviceAnalyzer()).Select(static warning => warning.Id + ":" + warning.GetMessage(CultureInfo.InvariantCulture).Split('\'')[1])).Replace("EA0207:", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("push(1, \"x\", 5);", 2)]
    [InlineData("nop(\"x\");", 1)]
    [InlineData("mov(rax, rbx, line: 5);", 1)]
    [InlineData("MACRO(); push(1); bind(label());", 0)]
    public void OfArgumentsThatTheCompilerFillsIn(string body, int count) => Assert.Equal(count,
        Generation.Run(Generation.Module(body, "void MACRO([CallerFilePath] string file = \"\", [CallerLineNumber] int line = 0) => push(1, file, line);")).Analyze(new CallerArgumentAnalyzer()).Length);
}
