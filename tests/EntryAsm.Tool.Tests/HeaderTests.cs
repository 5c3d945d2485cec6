// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary><c>entryasm header</c>: both headers as text, and a C compiler that agrees with the first.</summary>
public sealed class HeaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string assembly;

    public HeaderTests() => assembly = folder.Add("a.dll", TestAssembly.Of(new Kernel().Build()));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task C() => await Verifier.Verify(ToolRun.Of("header", assembly).Succeeded(), "h");

    [Fact]
    public async Task CSharp()
    {
        ToolRun.Of("header", assembly, "--csharp", folder["a.cs"], "--namespace", "My.Kernel").Succeeded();
        await Verifier.Verify(File.ReadAllText(folder["a.cs"]), "cs");
    }

    /// <summary>Rust that needs core only. What it looks like for the module that the other headers show.</summary>
    [Fact]
    public void Rust()
    {
        ToolRun.Of("header", assembly, "--rust", folder["a.rs"]).Succeeded();
        var text = File.ReadAllText(folder["a.rs"]);
        Assert.Contains("#[repr(C)]\n#[derive(Clone, Copy, Debug)]\npub struct pt_regs {\n    pub r15: u64, // 0\n", text, StringComparison.Ordinal);
        Assert.Contains("    pub fn page_fault();\n", text, StringComparison.Ordinal);
        Assert.Contains("    Gate { vector: 14, entry: page_fault, has_error_code: true, ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("#![", text, StringComparison.Ordinal);
    }

    /// <summary>A module that describes a structure by numbers, as EntryAsm.Kernel does, gets that one in each language, and no pt_regs.</summary>
    [Theory]
    [InlineData("--c", "struct trap_frame {\n    unsigned long long rax; /* 0 */\n    unsigned long long rip; /* 8 */\n};\n", "_trap_frame_")]
    [InlineData("--csharp", "internal struct trap_frame", "trap_frame_rip")]
    [InlineData("--rust", "pub struct trap_frame {\n    pub rax: u64, // 0\n    pub rip: u64, // 8\n}\n", "trap_frame_rip")]
    public void StructuresOfNumbers(string option, string expected, string number)
    {
        var frame = folder.Add("frame.dll", TestAssembly.Of(new Framed().Build()));
        ToolRun.Of("header", frame, option, folder["frame"]).Succeeded();
        var text = File.ReadAllText(folder["frame"]);
        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.Contains("area_free", text, StringComparison.Ordinal);
        Assert.DoesNotContain(number, text, StringComparison.Ordinal);
        Assert.DoesNotContain("pt_regs", text, StringComparison.Ordinal);
    }

    private sealed class Framed : EntryAssembler
    {
        private static readonly Symbol here_it_is = Global();

        protected override void Assemble()
        {
            bind(here_it_is);
            ret();
            set(Local("trap_frame_rip"), 8);
            set(Local("trap_frame_rax"), 0);
            set(Local("trap_frame_size"), 16);
            set(Local("area_free"), 512);
        }
    }

    /// <summary>The snapshot is compiled with the tests, so a C# compiler has taken it.</summary>
    [Fact]
    public void CSharpCompiles()
    {
        Assert.Equal(14, My.Kernel.KernelSymbols.Vectors.page_fault);
        Assert.Equal(168, System.Runtime.InteropServices.Marshal.SizeOf<My.Kernel.pt_regs>());
        Assert.Equal(120, (int)System.Runtime.InteropServices.Marshal.OffsetOf<My.Kernel.pt_regs>("orig_ax"));
    }

    [NeedsTools("gcc", "g++")]
    [InlineData("gcc -std=c11")]
    [InlineData("g++ -std=c++17 -x c++")]
    public void CompilerTakesIt(string compiler)
    {
        ToolRun.Of("header", assembly, "--c", folder["entry.h"]).Succeeded();
        ToolRun.Of("build", assembly, "-o", folder["entry.o"]).Succeeded();
        var source = folder.Add("use.c", """
            #include <stddef.h>
            #include "entry.h"
            #ifdef __cplusplus
            #define _Static_assert static_assert
            extern "C" {
            #endif
            _Static_assert(offsetof(struct pt_regs, orig_ax) == 120 && sizeof(struct pt_regs) == KERNEL_PT_REGS_SIZE, "pt_regs");
            _Static_assert(KERNEL_VECTOR_page_fault == 14, "vector");
            struct gate { int vector; void (*entry)(void); int error_code, ist, dpl, type; };
            #define GATE(vector, entry, error_code, ist, dpl, type) { vector, entry, error_code, ist, dpl, type },
            struct gate gates[] = { KERNEL_GATES(GATE) };
            void do_syscall_64(void) {}
            void do_page_fault(void) {}
            long current_task;
            int main(void) { return gates[0].entry != page_fault || table[8] != 0x34 || (char *)page_fault - (char *)entry_SYSCALL_64 != KERNEL_OFFSET_page_fault; }
            #ifdef __cplusplus
            }
            #endif
            """);
        const string options = "-Wall -Wextra -Werror -Wno-return-type-c-linkage -Wno-unknown-warning-option -no-pie -Wl,-z,noexecstack";
        var run = ToolRun.Shell($"{compiler} {options} -I. {source} -x none entry.o -o use && ./use", folder.Path).Run().SucceededSilently();
        Assert.Equal("", run.Output);
    }

    [NeedsTools("gcc")]
    public void AssemblerTakesIt()
    {
        ToolRun.Of("header", assembly, "--c", folder["entry.h"]).Succeeded();
        var source = folder.Add("use.S", "#include \"entry.h\"\n mov KERNEL_PT_REGS_ORIG_AX(%rsp), %rax\n");
        Assert.Equal("", folder.Run("gcc", "-I.", "-c", source, "-o", "use.o"));
    }
}
