// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.InstructionGenerator;

/// <summary>
/// Names that say the last number of an instruction: predicates of comparisons (Intel SDM vol. 2, CMPPD, VCMPPD, VPCMPD; AMD APM vol. 6, VPCOMB) and
/// halves of a carry-less multiplication (PCLMULQDQ).
/// </summary>
internal static class Comparisons
{
    private static readonly string[] Short = ["eq", "lt", "le", "unord", "neq", "nlt", "nle", "ord"];

    private static readonly string[] Long =
    [
        .. Short, "eq_uq", "nge", "ngt", "false", "neq_oq", "ge", "gt", "true", "eq_os", "lt_oq", "le_oq", "unord_s", "neq_us", "nlt_uq", "nle_uq", "ord_s",
        "eq_us", "nge_uq", "ngt_uq", "false_os", "neq_os", "ge_oq", "gt_oq", "true_us",
    ];

    /// <summary>Predicates of integers; equal and greater have instructions of their own where they are signed.</summary>
    private static readonly (string Name, int Number)[] OfIntegers =
        [("eq", 0), ("lt", 1), ("le", 2), ("neq", 4), ("nlt", 5), ("nle", 6)];

    private static readonly string[] Xop = ["lt", "le", "gt", "ge", "eq", "neq", "false", "true"];

    private static readonly (string Name, int Number)[] Halves = [("lqlq", 0x00), ("hqlq", 0x01), ("lqhq", 0x10), ("hqhq", 0x11)];

    public static IEnumerable<Alias> All() => [.. Floating(), .. Integers(), .. Multiplications()];

    private static IEnumerable<Alias> Floating()
    {
        foreach (var type in (string[])["ps", "pd", "ss", "sd"])
        {
            foreach (var (name, number) in Short.Select((name, number) => (name, number)))
                yield return new Alias("cmp" + name + type, Parse("cmp" + type), Number: number);
        }

        foreach (var type in (string[])["ps", "pd", "ss", "sd", "ph", "sh"])
        {
            foreach (var (name, number) in Long.Select((name, number) => (name, number)))
                yield return new Alias("vcmp" + name + type, Parse("vcmp" + type), Number: number);
        }
    }

    private static IEnumerable<Alias> Integers()
    {
        foreach (var type in (string[])["b", "w", "d", "q", "ub", "uw", "ud", "uq"])
        {
            foreach (var (name, number) in OfIntegers.Where(each => type.Length == 2 || each.Name != "eq"))
                yield return new Alias("vpcmp" + name + type, Parse("vpcmp" + type), Number: number);
            foreach (var (name, number) in Xop.Select((name, number) => (name, number)))
                yield return new Alias("vpcom" + name + type, Parse("vpcom" + type), Number: number);
        }
    }

    private static IEnumerable<Alias> Multiplications()
    {
        foreach (var (name, number) in Halves)
        {
            yield return new Alias("pclmul" + name + "dq", Mnemonic.Pclmulqdq, Number: number);
            yield return new Alias("vpclmul" + name + "dq", Mnemonic.Vpclmulqdq, Number: number);
        }
    }

    private static Mnemonic Parse(string name) => Enum.Parse<Mnemonic>(name, ignoreCase: true);
}
