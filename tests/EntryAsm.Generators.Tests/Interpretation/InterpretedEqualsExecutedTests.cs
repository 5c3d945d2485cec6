// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Tests;

public class InterpretedEqualsExecutedTests
{
    [Fact]
    public void FirstModule()
    {
        var entry = Generation.Run(Generation.Module("""
                    ENTRY(entry);
                    swapgs();
                    mov(qword.gs[cpu_tss + 20], rsp);
                    for (var i = 0; i < 3; i++)
                        push(i);
                    var done = label();
                    jne(done);
                    call(do_syscall);
                    bind(done);
                    sysretq();
                    size(entry);
            """, """
                    static readonly Symbol cpu_tss = Extern(), do_syscall = Extern("do_syscall_64");
                    static readonly Symbol entry = Global();
                    void ENTRY(Symbol symbol) { align(16); type(symbol, SymbolType.Function); bind(symbol); }
            """)).AssertEqualsExecuted();

        Assert.NotEmpty(entry.Sections[0].Bytes.ToArray());
    }
}
