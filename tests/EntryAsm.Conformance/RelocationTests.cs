// SPDX-License-Identifier: MIT
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Conformance;

/// <summary>Every place a symbol may stand, every sort of symbol, addends up to the edges: relocations as GNU as writes them.</summary>
public sealed class RelocationTests
{
    private static readonly long[] Addends = [0, 1, 4, -4, 127, -128, 0x1000, 0x7FFFF000, -0x7FFFF000];

    private delegate void Use(EntryAssembler a, Op target);

    /// <summary>The places, by the field that takes the symbol.</summary>
    private static readonly (string Name, bool IsNarrow, Use Use)[] Uses =
    [
        ("call", false, (a, t) => a.call(t)),
        ("jmp", false, (a, t) => a.jmp(t)),
        ("jmp asked near", false, (a, t) => { a.encoding(EncodingRequest.Disp32); a.jmp(t); }),
        ("jcc", false, (a, t) => a.jne(t)),
        ("xbegin", false, (a, t) => a.xbegin(t)),
        ("disp32", false, (a, t) => a.mov(rax, qword[t])),
        ("disp32 after gs", false, (a, t) => a.mov(qword.gs[t], rsp)),
        ("disp32 with base", false, (a, t) => a.mov(rax, qword[rbx + t])),
        ("disp32 with index", false, (a, t) => a.call(qword[rax * 8 + t])),
        ("disp32 of lea, 32 bits", false, (a, t) => a.lea(eax, ptr[t])),
        ("disp32 under 32-bit registers", false, (a, t) => a.mov(rax, qword[ebx + t])),
        ("disp32, then imm8", false, (a, t) => a.cmp(qword[t], 5)),
        ("disp32, then imm32", false, (a, t) => a.mov(qword[t], 0x12345)),
        ("rip", false, (a, t) => a.lea(rdi, ptr[rip + t])),
        ("rip, then imm8", false, (a, t) => a.cmp(dword[rip + t], 5)),
        ("rip, then imm16", false, (a, t) => a.mov(word[rip + t], 0x1234)),
        ("rip, then imm32", false, (a, t) => a.mov(qword[rip + t], 0x12345)),
        ("rip of a vector", false, (a, t) => a.vpshufd(xmm1, xmmword[rip + t], 3)),
        ("rip of a wide vector", false, (a, t) => a.vaddps(zmm1, zmm2, zmmword[rip + t])),
        ("rip of an indirect call", false, (a, t) => a.call(qword[rip + t])),
        ("imm8", true, (a, t) => a.mov(al, t)),
        ("imm16", true, (a, t) => a.mov(ax, t)),
        ("imm32", false, (a, t) => a.mov(eax, t)),
        ("imm32 sign-extended", false, (a, t) => a.mov(rax, t)),
        ("imm32 of the accumulator", false, (a, t) => a.add(rax, t)),
        ("imm32 of push", false, (a, t) => a.push(t)),
        ("imm32 in memory", false, (a, t) => a.mov(qword[rsp + 8], t)),
        ("imm64", false, (a, t) => a.movabs(rax, t)),
        ("moffs64", false, (a, t) => a.movabs(rax, qword[t])),
        ("two fields", false, (a, t) => a.mov(dword[t], t)),
        ("db", true, (a, t) => a.db(t)),
        ("dw", true, (a, t) => a.dw(t)),
        ("dd", false, (a, t) => a.dd(t)),
        ("dq", false, (a, t) => a.dq(t)),
    ];

    public static TheoryData<string> Names() => [.. Uses.Select(use => use.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EverySortOfSymbol(string name)
    {
        var use = Uses.Single(each => each.Name == name);
        WholeModule.AssertLikeGas(new Everywhere(a => Everything(a, use.IsNarrow, (target, addend) => use.Use(a, target + addend))));
    }

    [Fact]
    public void Differences() => WholeModule.AssertLikeGas(new Everywhere(a =>
    {
        Symbol before = a.here(), after = a.label(), elsewhere = Extern("elsewhere"), weak = Weak("weak"), global = Global("global");
        a.skip(20);
        a.bind(global);
        foreach (var addend in new long[] { 0, 3, -3 })
        {
            a.db(after - before + addend);
            a.dw(after - before + addend);
            a.dd(after - before + addend);
            a.dq(after - before + addend, before - after + addend);
            a.dd(elsewhere - before + addend, weak - before + addend, global - before + addend);
            a.dq(elsewhere - before + addend, weak - before + addend, global - before + addend);
        }

        a.skip(10);
        a.bind(after);
    }));

    [Fact]
    public void DifferencesAcrossSections() => WholeModule.AssertLikeGas(new Everywhere(a =>
    {
        Symbol here = a.label(), there = a.label();
        a.bind(here);
        a.nop();
        a.section(".table", "a");
        a.dd(here - there);
        a.bind(there);
        a.dd(here - there + 8);
        a.dq(here - there);
    }));

    private static void Everything(EntryAssembler a, bool isNarrow, Action<Symbol, long> use)
    {
        Symbol label = a.label(), local = Local("local"), global = Global("global"), weak = Weak("weak");
        Symbol undefined = Extern("undefined"), undefinedWeak = Weak("undefined_weak"), other = Local("other"), otherGlobal = Global("other_global");
        a.bind(label);
        a.bind(local);
        a.bind(global);
        a.bind(weak);
        foreach (var symbol in new[] { label, local, global, weak, undefined, undefinedWeak, other, otherGlobal })
        {
            foreach (var addend in Addends.Where(addend => !isNarrow || addend is > -100 and < 100))
                use(symbol, addend);
        }

        a.section(".other", "ax");
        a.skip(3);
        a.bind(other);
        a.bind(otherGlobal);
    }

    [EntryModule]
    private sealed class Everywhere(Action<EntryAssembler> body) : EntryAssembler
    {
        protected override void Assemble() => body(this);
    }
}
