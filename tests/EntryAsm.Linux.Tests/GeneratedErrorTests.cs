// SPDX-License-Identifier: GPL-2.0-only
namespace EntryAsm.Linux.Tests;

/// <summary>In an author's build a mistake is one message at the author's line.</summary>
public class GeneratedErrorTests
{
    [Fact]
    public void Contradiction() => Reported(
        "(7,5): error EA0014: KvmGuest (CONFIG_KVM_GUEST) is set but Paravirt (CONFIG_PARAVIRT) is not; set both or neither",
        "new() { KvmGuest = true }",
        "WholeEntry64();");

    [Fact]
    public void ShiftIstWithoutParanoid() => Reported(
        "(11,9): error EA0014: idtentry mine: using shift_ist (3) requires paranoid = 1, but paranoid is 0",
        "new()",
        "idtentry(Global(\"mine\"), Extern(\"do_mine\"), has_error_code: false, shift_ist: 3);");

    [Fact]
    public void SizeMismatchInsideAMacro() => Reported(
        "(11,9): error EA0004:",
        "new()",
        "SWITCH_TO_KERNEL_CR3(scratch_reg: eax);");

    private static void Reported(string message, string config, string body)
    {
        var compilation = new AuthorsCompilation($$"""
            using EntryAsm;
            using EntryAsm.Linux;
            namespace Author;
            [EntryModule]
            public sealed partial class Module : LinuxEntry
            {
                protected override KernelConfig Config => {{config}};

                protected override void Assemble()
                {
                    {{body}}
                }
            }
            """);
        var reported = Assert.Single(compilation.Messages);
        Assert.True(reported.StartsWith("/project/Modules.cs" + message, StringComparison.Ordinal), reported);
    }
}
