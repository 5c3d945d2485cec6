// SPDX-License-Identifier: MIT
namespace EntryAsm.Conformance;

/// <summary>A method that a mnemonic of GNU as may be.</summary>
/// <param name="Name">The method.</param>
/// <param name="Size">Bytes of memory that the mnemonic tells; 0 where it does not.</param>
/// <param name="Request">A request that the mnemonic is.</param>
internal readonly record struct LineName(string Name, int Size = 0, EncodingRequest Request = EncodingRequest.None);

/// <summary>GNU as's mnemonics as methods (binutils manual, "i386-Mnemonics").</summary>
internal static class LineNames
{
    /// <summary>AT&amp;T names of their own: without operands, with general registers.</summary>
    private static readonly Dictionary<string, LineName> Alone = new(StringComparer.Ordinal)
    {
        ["cbtw"] = new("cbw"), ["cwtl"] = new("cwde"), ["cltq"] = new("cdqe"), ["cwtd"] = new("cwd"), ["cltd"] = new("cdq"), ["cqto"] = new("cqo"),
        ["movsl"] = new("movsd"), ["cmpsl"] = new("cmpsd"), ["stosl"] = new("stosd"), ["lodsl"] = new("lodsd"), ["scasl"] = new("scasd"), ["insl"] = new("insd"), ["outsl"] = new("outsd"),
        ["pushfl"] = new("pushfd"), ["popfl"] = new("popfd"), ["pushal"] = new("pushad"), ["popal"] = new("popad"), ["pushaw"] = new("pusha"), ["popaw"] = new("popa"),
        ["iretl"] = new("iretd"), ["ud2a"] = new("ud2"), ["xlat"] = new("xlatb"),
        ["sysretl"] = new("sysret"), ["sysexitl"] = new("sysexit"), ["fwait"] = new("wait"),
    };

    private static readonly Dictionary<string, LineName[]> General = new(StringComparer.Ordinal)
    {
        ["movsbw"] = [new("movsx", 1)], ["movsbl"] = [new("movsx", 1)], ["movsbq"] = [new("movsx", 1)], ["movswl"] = [new("movsx", 2)], ["movswq"] = [new("movsx", 2)],
        ["movsb"] = [new("movsb"), new("movsx", 1)], ["movsw"] = [new("movsw"), new("movsx", 2)], ["movslq"] = [new("movsxd", 4)], ["movsl"] = [new("movsd"), new("movsxd", 4)],
        ["movzbw"] = [new("movzx", 1)], ["movzbl"] = [new("movzx", 1)], ["movzbq"] = [new("movzx", 1)], ["movzwl"] = [new("movzx", 2)], ["movzwq"] = [new("movzx", 2)],
        ["movzb"] = [new("movzx", 1)], ["movzw"] = [new("movzx", 2)], ["movsx"] = [new("movsx"), new("movsxd")], ["ud2b"] = [new("ud1")], ["xlat"] = [new("xlatb")],
    };

    /// <summary>Names that GNU as takes for the 64-bit form with a register, too, or that have another ending.</summary>
    private static readonly Dictionary<string, string> Wider = new(StringComparer.Ordinal)
    {
        ["movd"] = "movq", ["vmovd"] = "vmovq", ["pcmpestriq"] = "pcmpestri64", ["pcmpestrmq"] = "pcmpestrm64", ["vpcmpestriq"] = "vpcmpestri64", ["vpcmpestrmq"] = "vpcmpestrm64",
        ["fxsaveq"] = "fxsave64", ["fxrstorq"] = "fxrstor64",
    };

    /// <summary>Instructions without operands, or with a number, whose letter at the end is all that tells the size.</summary>
    private static readonly string[] Sized = ["push", "pop", "call", "jmp", "ret", "lret", "enter", "leave", "pushf", "popf", "iret"];

    /// <summary>In AT&amp;T syntax these mean the other way round where st is the source (binutils manual, "i386-Bugs").</summary>
    private static readonly Dictionary<string, string> Swapped = new(StringComparer.Ordinal)
    {
        ["fsub"] = "fsubr", ["fsubr"] = "fsub", ["fsubp"] = "fsubrp", ["fsubrp"] = "fsubp", ["fdiv"] = "fdivr", ["fdivr"] = "fdiv", ["fdivp"] = "fdivrp", ["fdivrp"] = "fdivp",
    };

    /// <summary>Long names of predicates that have a short one (Intel SDM vol. 2, CMPPD and VCMPPD: the first sixteen less those with a name of their own).</summary>
    private static readonly string[] LongPredicates =
        ["eq_oq", "lt_os", "le_os", "unord_q", "neq_uq", "nlt_us", "nle_us", "ord_q", "nge_us", "ngt_us", "false_oq", "ge_os", "gt_os", "true_uq"];

    /// <summary>The short name of a comparison with a long one.</summary>
    public static string Short(string name)
    {
        if (!name.StartsWith("vcmp", StringComparison.Ordinal) || name.Length < 8)
            return name;
        var predicate = name[4..^2];
        return LongPredicates.Contains(predicate) ? name[..4] + predicate[..predicate.IndexOf('_', StringComparison.Ordinal)] + name[^2..] : name;
    }

    /// <summary>The name in the manuals of an AT&amp;T mnemonic with these operands.</summary>
    public static string Turned(string name, List<string> operands) =>
        Swapped.TryGetValue(name, out var turned) && (name[^1] == 'p' || operands is ["%st" or "%st(0)", not ("%st" or "%st(0)")]) ? turned : name;

    private static readonly string[] Branches = ["call", "jmp", "loop", "xbegin", "lcall", "ljmp"];

    public static bool IsBranch(string name) => (name[0] == 'j' && !name.StartsWith("jmpabs", StringComparison.Ordinal)) || Array.Exists(Branches, each => name.StartsWith(each, StringComparison.Ordinal));

    public static IEnumerable<LineName> OfIntel(string name, List<string> operands)
    {
        yield return new(name);
        if (operands.Count == 0 && name == "xlat")
            yield return new("xlatb");
        if (Wider.TryGetValue(name, out var wider) && !(name[^1] == 'd' && operands.Exists(static each => each.Contains('[', StringComparison.Ordinal))))
            yield return new(wider);
        if (name is "movabs" or "movsx")
            yield return new(name == "movsx" ? "movsxd" : "mov");
        if (name is "ins" or "outs" or "movs" or "cmps" or "stos" or "lods" or "scas")
        {
            foreach (var letter in "bwdq")
                yield return new(name + letter);
        }

        foreach (var choice in BySuffix(name))
            yield return choice;
    }

    public static IEnumerable<LineName> OfAtt(string name, List<string> operands)
    {
        if (operands.Count == 0 && Alone.TryGetValue(name, out var alone))
            yield return alone;
        if (operands.Count > 0 && General.TryGetValue(name, out var general))
        {
            foreach (var choice in general)
                yield return choice;
        }

        if (Wider.TryGetValue(name, out var wider) && name[^1] == 'q')
            yield return new(wider);
        yield return new(name);
        if (wider is not null && !operands.Exists(static each => each.Contains('(', StringComparison.Ordinal)))
            yield return new(wider, 8);
        if (name == "movq")
            yield return new("mov", 8);
        if (name is "movs" or "cmps" or "stos" or "lods" or "scas" or "ins" or "outs")
        {
            foreach (var letter in "bwdq")
                yield return new(name + letter);
        }

        foreach (var choice in BySuffix(name))
            yield return choice;
    }

    /// <summary>A letter at the end that tells a size.</summary>
    private static IEnumerable<LineName> BySuffix(string name)
    {
        if (name.Length < 3)
            yield break;
        var (stem, isFloat, isInteger) = (name[..^1], name[0] == 'f', name.StartsWith("fi", StringComparison.Ordinal));
        if (isFloat && name.EndsWith("ll", StringComparison.Ordinal))
            yield return new(name[..^2], 8);
        var size = name[^1] switch
        {
            'b' => 1,
            'w' => 2,
            's' when isFloat => isInteger ? 2 : 4,
            'l' when isFloat => isInteger ? 4 : 8,
            'l' or 'd' => 4,
            'q' => 8,
            't' when isFloat => 10,
            'x' => 16,
            'y' => 32,
            'z' => 64,
            _ => 0,
        };
        if (size == 0)
            yield break;
        if (stem == "loop")
            yield break; // the letter is the address size
        if (Sized.Contains(stem))
            yield return new(stem, size, size switch { 2 => EncodingRequest.OperandSize16, 8 => EncodingRequest.OperandSize64, _ => EncodingRequest.None });
        yield return new(stem, size);
        if (stem is "lcall" or "ljmp")
            yield return new(stem[1..], size + 2);
        if (stem is "lret")
            yield return new(stem, 0);
    }

    /// <summary>GNU as takes the storing opcode of two general registers, and the loading one of vectors.</summary>
    public static EncodingRequest OtherDirection(List<string> operands) =>
        operands.Exists(static each => each.Contains("mm", StringComparison.OrdinalIgnoreCase)) ? EncodingRequest.Store : EncodingRequest.Load;

    /// <summary>The sizes that memory of AT&amp;T syntax may have: that of the mnemonic, else none, else that of the elements of a broadcast.</summary>
    public static IEnumerable<int> MemorySizes(int size, List<string> operands)
    {
        if (!operands.Exists(static each => each.Contains("{1to", StringComparison.Ordinal)))
            return size == 0 ? [0] : [size, 0];
        return [2, 4, 8];
    }

    /// <summary>The operands as they are, and as the manuals have them where GNU as leaves some out.</summary>
    public static IEnumerable<Op[]> Spellings(string name, Op[] operands, bool isIntel)
    {
        yield return operands;
        if (operands.Length == 1 && name.TrimEnd('b', 'w', 'l', 'q') is "sha" or "shr" or "sar" or "sa" or "sh" or "shl" or "sal" or "rol" or "ror" or "ro" or "rcl" or "rcr" or "rc")
            yield return [operands[0], 1];
        if (isIntel)
            yield break;
        if (operands.Length == 1 && name is "lods" or "stos" or "scas")
            yield return [];
    }
}
