// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Tool.Tests;

/// <summary>Every C# snippet of the documentation is a whole file: it compiles, and the generator evaluates its modules, without a warning.</summary>
public sealed class SnippetTests
{
    public static TheoryData<string> Snippets => [.. Page.Blocks().Where(IsCSharp).Select(static block => block.ToString())];

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Compiles(string snippet)
    {
        var block = Page.Blocks().Single(block => block.ToString() == snippet);
        var (messages, modules) = Compile(block.Text);
        Assert.Empty(messages);
        Assert.Equal(block.Text.Split("[EntryModule]").Length - 1, modules);
    }

    [Fact]
    public void ThereAreSnippets() => Assert.InRange(Snippets.Count, 10, 1000);

    [Fact]
    public void AWrongSnippetIsFound()
    {
        Assert.NotEmpty(Compile("class C { Missing m; }").Messages);
        Assert.NotEmpty(Compile("using EntryAsm; [EntryModule] sealed partial class M : EntryAssembler { protected override void Assemble() => mov(rax, @byte[rbx]); }").Messages);
    }

    [Fact]
    public void BothPortsOfLinuxWorkInOneProject()
    {
        var (messages, modules) = Compile("""
            using EntryAsm;
            using EntryAsm.Linux;
            using EntryAsm.Linux612;

            [EntryModule]
            public sealed partial class Old : EntryAsm.Linux.LinuxEntry
            {
                protected override void Assemble()
                {
                    section(".entry.text", "ax");
                    SwitchToAsm();
                }
            }

            [EntryModule]
            public sealed partial class New : EntryAsm.Linux612.LinuxEntry
            {
                protected override EntryAsm.Linux612.KernelConfig Config => new() { Fred = true };

                protected override void Assemble()
                {
                    section(".entry.text", "ax");
                    EntrySyscall64();
                    CommonInterruptReturn();
                }
            }
            """);
        Assert.Empty(messages);
        Assert.Equal(2, modules);
    }

    private static bool IsCSharp(Block block) => block.Kind.Split(' ')[0] == "csharp";

    private static (List<string> Messages, int Modules) Compile(string text)
    {
        var (output, diagnostics) = SnippetCompiler.Run(text);
        var messages = diagnostics.Where(static message => message.Severity >= DiagnosticSeverity.Warning).Select(static message => message.ToString());
        var modules = output.Assembly.GetAttributes().Count(static attribute => attribute.AttributeClass?.Name == "AssemblyMetadataAttribute");
        return ([.. messages], modules);
    }
}
