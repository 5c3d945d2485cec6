// SPDX-License-Identifier: MIT
using System.Collections.Frozen;
using EntryAsm.Import.Engine;

namespace EntryAsm.Import.Gas;

/// <summary>What an AT&amp;T mnemonic may be in the manuals' words.</summary>
/// <param name="Name">The engine's method.</param>
/// <param name="Size">Bytes of memory that the mnemonic tells, or 0.</param>
/// <param name="Request">A request that the mnemonic is.</param>
internal readonly record struct MnemonicChoice(string Name, int Size = 0, EncodingRequest Request = EncodingRequest.None);

/// <summary>AT&amp;T mnemonics: names of their own, and suffixes that tell a size.</summary>
internal static class AttMnemonics
{
    private static readonly FrozenDictionary<string, MnemonicChoice> WithoutOperands = new Dictionary<string, MnemonicChoice>
    {
        ["cbtw"] = new("cbw"),
        ["cwtl"] = new("cwde"),
        ["cltq"] = new("cdqe"),
        ["cwtd"] = new("cwd"),
        ["cltd"] = new("cdq"),
        ["cqto"] = new("cqo"),
        ["movsl"] = new("movsd"),
        ["cmpsl"] = new("cmpsd"),
        ["stosl"] = new("stosd"),
        ["lodsl"] = new("lodsd"),
        ["scasl"] = new("scasd"),
        ["insl"] = new("insd"),
        ["outsl"] = new("outsd"),
        ["smovb"] = new("movsb"),
        ["smovw"] = new("movsw"),
        ["smovl"] = new("movsd"),
        ["ssto"] = new("stosb"),
        ["sysretl"] = new("sysret"),
        ["sysretd"] = new("sysret"),
        ["sysexitl"] = new("sysexit"),
        ["sysexitd"] = new("sysexit"),
        ["pushfl"] = new("pushfd"),
        ["popfl"] = new("popfd"),
        ["pusha"] = new("pusha"),
        ["pushal"] = new("pushad"),
        ["popal"] = new("popad"),
        ["ud2a"] = new("ud2"),
        ["xlat"] = new("xlatb"),
        ["iretl"] = new("iretd"),
        ["lretl"] = new("lret", 4),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, MnemonicChoice[]> WithOperands = new Dictionary<string, MnemonicChoice[]>
    {
        ["movsbw"] = [new("movsx", 1)],
        ["movsbl"] = [new("movsx", 1)],
        ["movsbq"] = [new("movsx", 1)],
        ["movswl"] = [new("movsx", 2)],
        ["movswq"] = [new("movsx", 2)],
        ["movslq"] = [new("movsxd", 4)],
        ["movzbw"] = [new("movzx", 1)],
        ["movzbl"] = [new("movzx", 1)],
        ["movzbq"] = [new("movzx", 1)],
        ["movzwl"] = [new("movzx", 2)],
        ["movzwq"] = [new("movzx", 2)],
        ["movsb"] = [new("movsx", 1)],
        ["movsw"] = [new("movsx", 2)],
        ["movsl"] = [new("movsxd", 4)],
        ["movzb"] = [new("movzx", 1)],
        ["movzw"] = [new("movzx", 2)],
        ["movsx"] = [new("movsx"), new("movsxd")],
        ["movabsb"] = [new("movabs", 1)],
        ["movabsw"] = [new("movabs", 2)],
        ["movabsl"] = [new("movabs", 4)],
        ["movabsq"] = [new("movabs", 8)],
        ["lretl"] = [new("lret", 4)],
        ["fnstsw"] = [new("fnstsw")],
        ["ud2b"] = [new("ud1")],
        ["sldt"] = [new("sldt")],
        ["fxsaveq"] = [new("fxsave64")],
        ["fxrstorq"] = [new("fxrstor64")],
        ["lgdtq"] = [new("lgdt")],
        ["lidtq"] = [new("lidt")],
        ["sgdtq"] = [new("sgdt")],
        ["sidtq"] = [new("sidt")],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The ways to say it, the likeliest first.</summary>
    /// <param name="name">The mnemonic in lower case.</param>
    /// <param name="operands">How many operands it has.</param>
    /// <param name="hasVector">Whether one is a vector, mask or MMX register.</param>
    public static IEnumerable<MnemonicChoice> Choices(string name, int operands, bool hasVector)
    {
        if (operands == 0 && WithoutOperands.TryGetValue(name, out var alone))
            yield return alone;
        if (operands > 0 && !hasVector && WithOperands.TryGetValue(name, out var known))
        {
            foreach (var choice in known)
                yield return choice;
        }

        if (name is "clr" or "clrb" or "clrw" or "clrl" or "clrq")
            yield return new("clr");
        if (name == "movq" && !hasVector)
            yield return new("mov", 8);
        if (Vocabulary.IsInstruction(name))
            yield return new(name);
        if (name.StartsWith("lcall", StringComparison.Ordinal) || name.StartsWith("ljmp", StringComparison.Ordinal))
            yield return new(name.StartsWith("lc", StringComparison.Ordinal) ? "lcall" : "ljmp", name[^1] switch { 'w' => 2, 'q' => 8, 'l' when name != "lcall" => 4, _ => 0 });
        if (name is "movd" or "vmovd" && hasVector)
            yield return new(name is "movd" ? "movq" : "vmovq", 8);
        if (name == "movq" && hasVector)
            yield return new("movd", 8);
        foreach (var choice in BySuffix(name))
        {
            if (Vocabulary.IsInstruction(choice.Name))
                yield return choice;
        }
    }

    private static IEnumerable<MnemonicChoice> BySuffix(string name)
    {
        if (name.Length < 3)
            yield break;
        var stem = name[..^1];
        if (name[0] == 'f' && name.EndsWith("ll", StringComparison.Ordinal))
            yield return new(name[..^2], 8);
        switch (name[^1])
        {
            case 's' when name[0] == 'f':
                yield return new(stem, IsInteger(name) ? 2 : 4);
                break;
            case 'l' when name[0] == 'f':
                yield return new(stem, IsInteger(name) ? 4 : 8);
                break;
            case 't' when name[0] == 'f':
                yield return new(stem, 10);
                break;
            case 'b':
                yield return new(stem, 1);
                break;
            case 'w':
                yield return new(stem, 2);
                break;
            case 'l' or 'd':
                yield return new(stem, 4);
                break;
            case 'q':
                yield return new(stem, 8);
                break;
            case 'x':
                yield return new(stem, 16);
                break;
            case 'y':
                yield return new(stem, 32);
                break;
            case 'z':
                yield return new(stem, 64);
                break;
        }
    }

    /// <summary><c>fild</c>, <c>fiadd</c>: the x87 on whole numbers.</summary>
    private static bool IsInteger(string name) => name.StartsWith("fi", StringComparison.Ordinal);
}
