// SPDX-License-Identifier: MIT
using EntryAsm.Import.Engine;

namespace EntryAsm.Import.Gas;

/// <summary>Mnemonics that hold the last operand of another: <c>cmpeqps</c> is <c>cmpps</c> with 0 (Intel SDM vol. 2, CMPPD and PCLMULQDQ; AMD APM vol. 6, VPCOM).</summary>
internal static class ComparePredicates
{
    private static readonly string[] Floating =
    [
        "eq", "lt", "le", "unord", "neq", "nlt", "nle", "ord", "eq_uq", "nge", "ngt", "false", "neq_oq", "ge", "gt", "true",
        "eq_os", "lt_oq", "le_oq", "unord_s", "neq_us", "nlt_uq", "nle_uq", "ord_s", "eq_us", "nge_uq", "ngt_uq", "false_os", "neq_os", "ge_oq", "gt_oq", "true_us",
    ];

    private static readonly (string Long, int Value)[] FloatingLong =
    [
        ("eq_oq", 0), ("lt_os", 1), ("le_os", 2), ("unord_q", 3), ("neq_uq", 4), ("nlt_us", 5), ("nle_us", 6), ("ord_q", 7),
        ("nge_us", 9), ("ngt_us", 10), ("false_oq", 11), ("ge_os", 13), ("gt_os", 14), ("true_uq", 15),
    ];

    private static readonly (string Name, int Value)[] Integer =
    [
        ("eq", 0), ("lt", 1), ("le", 2), ("false", 3), ("neq", 4), ("nlt", 5), ("nle", 6), ("true", 7),
    ];

    private static readonly (string Name, int Value)[] Xop =
    [
        ("lt", 0), ("le", 1), ("gt", 2), ("ge", 3), ("eq", 4), ("neq", 5), ("false", 6), ("true", 7),
    ];

    private static readonly (string Name, int Value)[] Multiply = [("lqlq", 0x00), ("hqlq", 0x01), ("lqhq", 0x10), ("hqhq", 0x11)];

    /// <summary>The mnemonic and number that a mnemonic stands for, or null.</summary>
    public static (string Name, int Predicate)? Find(string name)
    {
        if (Within(name, "pclmul", "dq", Multiply) is { } product)
            return ("pclmulqdq", product.Value);
        if (Within(name, "vpclmul", "dq", Multiply) is { } wide)
            return ("vpclmulqdq", wide.Value);
        if (Packed(name, "vpcom", Xop, ["ub", "uw", "ud", "uq", "b", "w", "d", "q"]) is { } xop)
            return xop;
        if (Packed(name, "vpcmp", Integer, ["ub", "uw", "ud", "uq", "b", "w", "d", "q"]) is { } integer)
            return integer;
        var all = Floating.Select(static (predicate, i) => (predicate, i)).ToArray();
        return Packed(name, "vcmp", [.. all, .. FloatingLong], ["ps", "pd", "ss", "sd", "ph", "sh"])
            ?? Packed(name, "cmp", all[..8], ["ps", "pd", "ss", "sd"]);
    }

    private static (string Name, int Predicate)? Packed(string name, string start, (string Name, int Value)[] rows, string[] ends)
    {
        foreach (var end in ends)
        {
            if (Within(name, start, end, rows) is { } found && Vocabulary.IsInstruction(start + end))
                return (start + end, found.Value);
        }

        return null;
    }

    private static (string Name, int Value)? Within(string name, string start, string end, (string Name, int Value)[] rows)
    {
        if (name.Length <= start.Length + end.Length || !name.StartsWith(start, StringComparison.Ordinal) || !name.EndsWith(end, StringComparison.Ordinal))
            return null;
        var middle = name[start.Length..^end.Length];
        foreach (var row in rows)
        {
            if (row.Name == middle)
                return row;
        }

        return null;
    }
}
