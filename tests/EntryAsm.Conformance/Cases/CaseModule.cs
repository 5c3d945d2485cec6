// SPDX-License-Identifier: MIT
using System.Globalization;
using Iced.Intel;

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
        bind(inside);
        for (var number = 0; number < cases.Count; number++)
        {
            bind(Local(NameOf(number)));
            Emit(cases[number], number);
        }

        bind(Local(NameOf(cases.Count)));
    }

    private void Emit(Case each, int number)
    {
        foreach (var prefix in Enum.GetValues<InstructionPrefixes>())
        {
            if (prefix != InstructionPrefixes.None && each.Prefixes.HasFlag(prefix))
                Prefix(prefix);
        }

        if (each.Request != EncodingRequest.None)
            encoding(each.Request);
        var ops = each.Operands;
        switch (ops.Length)
        {
            case 0: Emit(each.Mnemonic, "case", number + 1); break;
            case 1: Emit(each.Mnemonic, "case", number + 1, ops[0]); break;
            case 2: Emit(each.Mnemonic, "case", number + 1, ops[0], ops[1]); break;
            case 3: Emit(each.Mnemonic, "case", number + 1, ops[0], ops[1], ops[2]); break;
            case 4: Emit(each.Mnemonic, "case", number + 1, ops[0], ops[1], ops[2], ops[3]); break;
            default: Emit(each.Mnemonic, "case", number + 1, ops[0], ops[1], ops[2], ops[3], ops[4]); break;
        }
    }

    private void Prefix(InstructionPrefixes prefix)
    {
        switch (prefix)
        {
            case InstructionPrefixes.Lock: @lock(); break;
            case InstructionPrefixes.Rep: rep(); break;
            case InstructionPrefixes.Repne: repne(); break;
            case InstructionPrefixes.Xacquire: xacquire(); break;
            case InstructionPrefixes.Xrelease: xrelease(); break;
            case InstructionPrefixes.Bnd: bnd(); break;
            case InstructionPrefixes.Notrack: notrack(); break;
            case InstructionPrefixes.Addr32: addr32(); break;
            default: data16(); break;
        }
    }
}
