// SPDX-License-Identifier: MIT
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Check;

/// <summary>What looks like a mistake and is none.</summary>
public class SilenceTests
{
    private static readonly Symbol program = Global(), line = Extern();

    /// <summary>A program of ring 3: the kernel finds arguments in registers, keeps no convention of C about the stack, and may be asked with DF set.</summary>
    [Fact]
    public void ASystemCallIsNoCallOfC() => Silent(a =>
    {
        a.push(rbx);
        a.lea(rdi, ptr[rip + line]);
        a.mov(esi, 12);
        a.std();
        a.mov(eax, 1);
        a.syscall();
        a.cld();
        a.mov(edi, 0);
        a.mov(esi, 0);
        a.mov(eax, 60);
        a.syscall();
        a.pop(rbx);
        a.ret();
    });

    /// <summary>Whoever handles a trap finds all registers and flags.</summary>
    [Fact]
    public void ATrapReadsEverything() => Silent(a =>
    {
        a.mov(r11, 5);
        a.cmp(rdi, rsi);
        a.int3();
        a.mov(r11, 6);
        a.cmp(rdi, rsi);
        a.ud2();
    });

    private static void Silent(Action<TestModule> body) => Assert.Empty(EntryChecker.Check(TestModule.Build(a =>
    {
        a.type(program, SymbolType.Function);
        a.bind(program);
        body(a);
    }), new CheckOptions { Speculation = true }).Findings);
}
