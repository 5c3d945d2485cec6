// SPDX-License-Identifier: MIT
namespace EntryAsm.Build.Tests;

/// <summary>One of everything that the emitted linker handles.</summary>
internal sealed class FullModule : EntryAssembler
{
    private static readonly Symbol external = Extern();
    private static readonly Symbol absent = Weak();
    private static readonly Symbol start = Global();
    private static readonly Symbol @class = Global("class");
    private static readonly Symbol table = Local();
    private static readonly Symbol zeroes = Local();

    protected override void Assemble()
    {
        bind(start);
        type(start, SymbolType.Function);
        call(external);
        call(absent);
        lea(rax, @qword[rip + table]);
        mov(rcx, @qword[zeroes]);
        mov(eax, start);
        mov(rdx, table);
        ret();
        size(start, here() - start);

        align(16);
        bind(@class);
        gate(14, @class, hasErrorCode: true, ist: 2);
        gate(3, start, dpl: 3, type: GateType.Trap);
        nop();

        section(".rodata", "a");
        bind(table);
        dq(start, external, table + 8);
        dd(start - here());
        dw(0x1234);

        section(".bss", "aw", SectionType.NoBits);
        align(64);
        bind(zeroes);
        skip(128);

        section(".comment", "");
        ascii("not loaded");

        Faults();
        Alternatives();
    }

    /// <summary>Rows of the exception table against the order of the code.</summary>
    private void Faults()
    {
        section(".text");
        var places = new Label[7];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = label();
            bind(places[i]);
            nop();
        }

        var fixup = label();
        bind(fixup);
        ret();

        section("__ex_table", "a");
        for (var i = 0; i < places.Length; i++)
        {
            dd(places[(i * 3 + 4) % 7] - here());
            dd(fixup - here());
            dd(external - here());
        }
    }

    private void Alternatives()
    {
        Alternative(feature: 40, padding: 5, () => { }, () => jmp(start));
        Alternative(feature: 7, padding: 9, () => { }, () => call(external));
        Alternative(feature: 41, padding: 3, () => { nop(); nop(); nop(); }, () => { });
        Alternative(feature: 42, padding: 4, () => swapgs(), () => { });
    }

    private void Alternative(int feature, int padding, Action old, Action @new)
    {
        Label from = label(), to = label(), replacement = label(), end = label();
        section(".text");
        bind(from);
        old();
        for (var i = 0; i < padding; i++)
            nop();
        bind(to);

        section(".altinstr_replacement", "ax");
        bind(replacement);
        @new();
        bind(end);

        section(".altinstructions", "a");
        dd(from - here());
        dd(replacement - here());
        dw(feature);
        db(to - from);
        db(end - replacement);
        db(padding);
    }
}
