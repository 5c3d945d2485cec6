// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Benchmarks;

/// <summary>One of many modules that call each other in a ring: code, data, and a table of addresses.</summary>
[EntryModule]
internal sealed class LinkedModule(int number, int count) : EntryAssembler
{
    public static EntryObject[] Ring(int count) => [.. Enumerable.Range(0, count).Select(number => new LinkedModule(number, count).Build())];

    protected override void Assemble()
    {
        Symbol routine = Global(Name("routine", number)), counter = Global(Name("counter", number)), next = Extern(Name("routine", (number + 1) % count)), far = Extern(Name("counter", (number + 7) % count));
        align(16, 0xcc);
        bind(routine);
        push(rbp);
        mov(rbp, rsp);
        mov(rax, qword[far]);
        inc(qword[counter]);
        call(next);
        pop(rbp);
        ret();
        section(".data", "aw");
        bind(counter);
        dq(number);
        section(".rodata", "a");
        dq(routine + 4);
    }

    private static string Name(string kind, int number) => kind + "_" + number.ToString(CultureInfo.InvariantCulture);
}
