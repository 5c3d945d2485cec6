// SPDX-License-Identifier: MIT
namespace EntryAsm.Build.Tests;

/// <summary>Alternatives and an exception table as kernels since Linux 6.3 have them.</summary>
internal sealed class RecentModule : EntryAssembler
{
    private const int Not = 1, DirectCall = 2;

    private static readonly Symbol external = Extern();
    private static readonly Symbol start = Global();

    protected override void Assemble()
    {
        bind(start);
        gate(3, start);
        Alternative(7, 0, () => nop(), () => clc());
        Alternative(40, Not, () => { }, () => stac());
        Alternative(41, 0, () => Alternative(42, 0, () => { }, () => clac()), () => call(external));
        Alternative(95, DirectCall, () => call(external), () => call(external));

        // Rows against the order of the code; the third field is a number.
        var first = here();
        nop();
        var second = here();
        nop();
        section("__ex_table", "a");
        foreach (var (place, type) in ((Label, int)[])[(second, 0x503), (first, 1)])
        {
            dd(place - dot);
            dd(second - dot);
            dd(type);
        }
    }

    private void Alternative(int feature, int flags, Action original, Action replacement)
    {
        var start = here();
        original();
        Label code = label(), end = label();
        pad(start, end - code);
        var originalEnd = here();
        pushsection(".altinstructions", "a");
        dd(start - dot);
        dd(code - dot);
        dw(feature, flags);
        db(originalEnd - start, end - code);
        popsection();
        pushsection(".altinstr_replacement", "ax");
        bind(code);
        replacement();
        bind(end);
        popsection();
    }
}
