// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Conformance;

/// <summary>A module of cases, each behind a symbol of its own that tells where it begins; the C# line of an item is the number of its case.</summary>
[EntryModule]
internal sealed class CaseModule(IReadOnlyList<Case> cases, int bitness) : EntryAssembler
{
    /// <summary>A symbol another object defines.</summary>
    public static readonly Symbol outside = Extern();

    /// <summary>A symbol another object defines, to subtract nothing from.</summary>
    public static readonly Symbol elsewhere = Extern();

    /// <summary>A symbol defined here, before every case.</summary>
    public static readonly Symbol inside = Local();

    /// <summary>A symbol of the data section.</summary>
    public static readonly Symbol datum = Local();

    public static string NameOf(int number) => "c" + number.ToString(CultureInfo.InvariantCulture);

    protected override void Assemble()
    {
        section(".data");
        dq(0);
        bind(datum);
        section(".text");
        if (bitness == 32)
            code32();
        else if (bitness == 16)
            code16();
        bind(inside);
        for (var number = 0; number < cases.Count; number++)
        {
            bind(Local(NameOf(number)));
            CaseEmission.Emit(this, cases[number], "case", number + 1);
        }

        bind(Local(NameOf(cases.Count)));
    }
}
