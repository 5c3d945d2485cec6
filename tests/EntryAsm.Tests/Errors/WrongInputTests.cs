// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Xunit;
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Errors;

/// <summary>Every rule that rejects, with what it rejects, its message, and the line it answers at: the line of the row.</summary>
public class WrongInputTests
{
    private static readonly Symbol undefined = Local();
    private static readonly Symbol defined = Local();
    private static readonly Symbol elsewhere = Extern();
    private static readonly Symbol missing = null!;

    [Fact]
    public void Symbols()
    {
        Rejects("EA0001", "symbol 'undefined' is used but not defined here", a => a.call(undefined));
        Rejects("EA0001", "declare it with Extern()", a => a.dq(Global("never")));
        Rejects("EA0003", "'defined' is defined a second time", a => { a.bind(defined); a.bind(defined); });
        Rejects("EA0008", "the symbol is null", a => a.call(missing));
        Rejects("EA0008", "the symbol is null", a => a.mov(rax, qword[missing + 8]));
        Rejects("EA0008", "the symbol is null", a => a.dq(missing));
        Rejects("EA0008", "the symbol is null", a => a.bind(missing));
        Rejects("EA0009", "the symbol's name is empty", a => a.call(Extern("")));
        Rejects("EA0009", "U+00E9", a => a.call(Extern("caf\u00e9")));
        Rejects("EA0009", "U+0020", a => a.call(Extern("two words")));
        Rejects("EA0009", "begins with a digit", a => a.bind(Local("1st")));
        Rejects("EA0020", "declared Extern() but defined here", a => a.bind(elsewhere));
        Rejects("EA0020", "declared Local in one place and Global in another", a => { a.bind(Local("both")); a.call(Global("both")); });
        Rejects("EA0015", "must be a number or a difference", a => a.size(defined, elsewhere));
    }

    /// <summary>The lengths are the layout's, so that nothing of that size is ever held.</summary>
    [Fact]
    public void ASectionBeyondTwoGibibytes()
    {
        var rejected = Assert.Throws<EntryAsmException>(() => TestModule.Build(static a =>
        {
            for (var stretch = 0; stretch < 9; stretch++)
            {
                var start = a.here();
                a.padTo(start, 1 << 28);
            }
        }));
        Assert.Equal("EA0015", rejected.Id);
        Assert.Contains("grows beyond 2 GiB (0x80000000 bytes)", rejected.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels()
    {
        Rejects("EA0002", "this label is used but never bound", a => a.jmp(a.label()));
        Rejects("EA0002", "label '1' (forward) is used but never bound", a => a.jne(a.f(1)));
        Rejects("EA0002", "label '1' (backward) is used but never bound", a => a.jne(a.b(1)));
        Rejects("EA0003", "this label is bound a second time", a => { var twice = a.here(); a.bind(twice); });
        Rejects("EA0010", "made by another module's assembler", a => a.jmp(new TestModule(_ => { }).label()));
    }

    [Fact]
    public void Operands()
    {
        Rejects("EA0004", "mov", a => a.mov(rax, ebx));
        Rejects("EA0004", "mov", a => a.mov(dword[rax], rbx));
        Rejects("EA0004", "inc", a => a.inc(ptr[rax]));
        Rejects("EA0004", "pop", a => a.pop(eax));
        Rejects("EA0005", "0x100", a => a.mov(al, 0x100));
        Rejects("EA0005", "-0x100", a => a.mov(al, -0x100));
        Rejects("EA0005", "0x80000000", a => a.add(rax, 0x80000000));
        Rejects("EA0005", "0x100000000", a => a.mov(eax, 0x1_0000_0000));
        Rejects("EA0005", "0x80000000", a => a.mov(rax, qword[rbx + 0x80000000]));
        Rejects("EA0006", "ah", a => a.mov(ah, r8b));
        Rejects("EA0006", "dh", a => a.mov(dh, sil));
        Rejects("EA0013", "memory", a => a.mov(rax, qword[qword[rbx] + 8]));
        Rejects("EA0013", "one base and one index register", a => a.mov(rax, qword[rbx + rcx + rdx]));
        Rejects("EA0013", "must be 1, 2, 4 or 8", a => a.mov(rax, qword[rbx + rcx * 3]));
        Rejects("EA0013", "two symbols cannot be added", a => a.lea(rax, ptr[elsewhere + elsewhere]));
        Rejects("EA0013", "cannot be subtracted", a => a.lea(rax, ptr[rbx - rcx]));
        Rejects("EA0018", "is no constant and no relocation can say it", a => { a.dd(elsewhere - defined); a.data(); a.bind(defined); });
    }

    [Fact]
    public void Prefixes()
    {
        Rejects("EA0017", "lock", a => { a.@lock(); a.mov(rax, rbx); });
        Rejects("EA0017", "not followed by an instruction", a => { a.@lock(); a.db(1); });
        Rejects("EA0017", "not followed by an instruction", a => a.rep());
        Rejects("EA0017", "stands twice", a => { a.rep(); a.rep(); });
    }

    [Fact]
    public void Sections()
    {
        Rejects("EA0007", "popsection without pushsection", a => a.popsection());
        Rejects("EA0007", "this pushsection has no popsection", a => a.pushsection(".fixup", "ax"));
        Rejects("EA0009", "section's name is empty", a => a.section(""));
        foreach (var table in (string[])[".symtab", ".rela.text", ".rel.text", ".relax", ".hash", ".dynstr", ".stabstr", ".gnu.version_d"])
            Rejects("EA0009", "section name '" + table + "' is that of a table that assemblers and linkers make themselves; choose another", a => a.section(table));
        Rejects("EA0015", "section flag 'q' is not known", a => a.section(".x", "aq"));
        Rejects("EA0015", "element size", a => a.section(".x", "aMS"));
        Rejects("EA0016", "exists with other flags", a => { a.section(".x", "a"); a.section(".x", "ax"); });
        Rejects("EA0015", "has no contents", a => { a.bss(); a.db(1); });
        Rejects("EA0015", "has no contents", a => { a.bss(); a.nop(); });
    }

    [Fact]
    public void Directives()
    {
        Rejects("EA0005", "0x100 does not fit 8 bits", a => a.db(1, 0x100));
        Rejects("EA0005", "0x10000 does not fit 16 bits", a => a.dw(0x10000));
        var (start, end) = (Local("start"), Local("end"));
        Rejects("EA0005", "the value 0x12c of 'end - start' does not fit 8 bits", a => { a.bind(start); a.skip(300); a.bind(end); a.db(end - start); });
        Rejects("EA0015", "'rax' is no data", a => a.dq(rax));
        Rejects("EA0015", "half of a surrogate pair", a => a.ascii("\ud83d"));
        Rejects("EA0015", "the count must be", a => a.skip(-1));
        Rejects("EA0015", "it must be a power of two", a => a.align(3));
        Rejects("EA0015", "the exponent must be", a => a.p2align(29));
        Rejects("EA0015", "is beyond 0x3ffff", a => a.p2align(20, max: 0x40000));
        Rejects("EA0005", "is no byte", a => a.align(4, 0x1ff));
        Rejects("EA0015", "the count must be 0 or more", a => a.rept(-1, _ => { }));
        Rejects("EA0014", "using shift_ist requires paranoid=1", a => a.error("using shift_ist requires paranoid=1"));
        Rejects("EA0022", "vector is 0x100", a => a.gate(256, elsewhere));
        Rejects("EA0022", "interrupt stack table index is 8", a => a.gate(2, elsewhere, ist: 8));
        Rejects("EA0022", "descriptor privilege level is 4", a => a.gate(3, elsewhere, dpl: 4));
        Rejects("EA0022", "has a gate already", a => { a.gate(14, elsewhere); a.gate(14, elsewhere); });
        Rejects("EA0005", "bytes away", a => { var far = a.here(); a.skip(200); a.loop(far); });
    }

    [Fact]
    public void ModuleBuildsOnce()
    {
        var program = new TestModule(a => a.nop());
        program.Build();
        Assert.Throws<InvalidOperationException>(() => program.Build());
    }

    private static void Rejects(string id, string part, Action<TestModule> body, [CallerLineNumber] int line = 0)
    {
        var mistake = Record.Exception(() => TestModule.Build(body));
        var rejected = Assert.IsType<EntryAsmException>(mistake);
        Assert.Equal((id, line), (rejected.Id, rejected.Location.Line));
        Assert.Contains(part, rejected.Reason, StringComparison.Ordinal);
        Assert.EndsWith("WrongInputTests.cs", rejected.Location.File, StringComparison.Ordinal);
    }
}
