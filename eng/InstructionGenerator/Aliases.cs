// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.InstructionGenerator;

/// <summary>A second name of an instruction.</summary>
/// <param name="Name">The name, as GNU as and the manuals have it.</param>
/// <param name="Mnemonic">Iced's name for the same.</param>
/// <param name="Request">What the name says beyond the mnemonic: a member of EncodingRequest, or nothing.</param>
/// <param name="Number">The last operand, where the name says it; -1 where it does not.</param>
internal sealed record Alias(string Name, Mnemonic Mnemonic, string Request = "", int Number = -1);

/// <summary>Names that the manuals and GNU as have beside Iced's.</summary>
internal static class Aliases
{
    private static readonly (string Suffix, string Of)[] Conditions =
    [
        ("c", "b"), ("nae", "b"), ("nb", "ae"), ("nc", "ae"), ("z", "e"), ("nz", "ne"), ("na", "be"), ("nbe", "a"),
        ("pe", "p"), ("po", "np"), ("nge", "l"), ("nl", "ge"), ("ng", "le"), ("nle", "g"),
    ];

    public static IEnumerable<Alias> All()
    {
        foreach (var family in (string[])["j", "set", "cmov"])
        {
            foreach (var (suffix, of) in Conditions)
                yield return new Alias(family + suffix, Parse(family + of));
        }

        yield return new Alias("loopz", Mnemonic.Loope);
        yield return new Alias("loopnz", Mnemonic.Loopne);
        yield return new Alias("sal", Mnemonic.Shl);
        yield return new Alias("fwait", Mnemonic.Wait);
        yield return new Alias("xlat", Mnemonic.Xlatb);
        yield return new Alias("lret", Mnemonic.Retf);
        yield return new Alias("retfd", Mnemonic.Retf);
        yield return new Alias("lretl", Mnemonic.Retf);
        yield return new Alias("retn", Mnemonic.Ret);
        yield return new Alias("lretq", Mnemonic.Retf, "OperandSize64");
        yield return new Alias("retfq", Mnemonic.Retf, "OperandSize64");
        yield return new Alias("lretw", Mnemonic.Retf, "OperandSize16");
        yield return new Alias("retfw", Mnemonic.Retf, "OperandSize16");
        yield return new Alias("retw", Mnemonic.Ret, "OperandSize16");
        yield return new Alias("iretw", Mnemonic.Iret, "OperandSize16");
        yield return new Alias("pushfw", Mnemonic.Pushf, "OperandSize16");
        yield return new Alias("popfw", Mnemonic.Popf, "OperandSize16");
        yield return new Alias("pushw", Mnemonic.Push, "OperandSize16");
        yield return new Alias("popw", Mnemonic.Pop, "OperandSize16");
        yield return new Alias("enterw", Mnemonic.Enter, "OperandSize16");
        yield return new Alias("leavew", Mnemonic.Leave, "OperandSize16");
        yield return new Alias("movabs", Mnemonic.Mov, "Absolute64");
        yield return new Alias("sysretl", Mnemonic.Sysret);
        yield return new Alias("sysexitl", Mnemonic.Sysexit);
        yield return new Alias("ud2a", Mnemonic.Ud2);
        yield return new Alias("ud2b", Mnemonic.Ud1);
        yield return new Alias("icebp", Mnemonic.Int1);
        yield return new Alias("fcompi", Mnemonic.Fcomip);
        yield return new Alias("fucompi", Mnemonic.Fucomip);
        yield return new Alias("xstorerng", Mnemonic.Xstore);
        yield return new Alias("fcmova", Mnemonic.Fcmovnbe);
        yield return new Alias("fcmovae", Mnemonic.Fcmovnb);
        yield return new Alias("fcmovna", Mnemonic.Fcmovbe);
        yield return new Alias("fcmovnae", Mnemonic.Fcmovb);
        yield return new Alias("cbtw", Mnemonic.Cbw);
        yield return new Alias("cwtl", Mnemonic.Cwde);
        yield return new Alias("cltq", Mnemonic.Cdqe);
        yield return new Alias("cwtd", Mnemonic.Cwd);
        yield return new Alias("cltd", Mnemonic.Cdq);
        yield return new Alias("cqto", Mnemonic.Cqo);
        foreach (var comparison in Comparisons.All())
            yield return comparison;
    }

    private static Mnemonic Parse(string name) => Enum.Parse<Mnemonic>(name, ignoreCase: true);
}
