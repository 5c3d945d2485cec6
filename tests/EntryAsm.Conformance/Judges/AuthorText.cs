// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Encoding;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Conformance;

/// <summary>
/// The judge's text of a call, in GNU as's Intel syntax, made from what the author asked for and from nothing that the engine chose: a wrong choice of
/// the engine cannot agree with itself.
/// </summary>
internal static class AuthorText
{
    /// <summary>Prefixes in the order in which they are written.</summary>
    private static readonly (InstructionPrefixes Prefix, string Text)[] Prefixes =
    [
        (InstructionPrefixes.Xacquire, "xacquire "), (InstructionPrefixes.Xrelease, "xrelease "), (InstructionPrefixes.Lock, "lock "),
        (InstructionPrefixes.Rep, "rep "), (InstructionPrefixes.Repne, "repne "), (InstructionPrefixes.Bnd, "bnd "), (InstructionPrefixes.Notrack, "notrack "),
    ];

    private static readonly (EncodingRequest Request, string Text)[] Requests =
    [
        (EncodingRequest.Load, "{load} "), (EncodingRequest.Store, "{store} "), (EncodingRequest.Disp8, "{disp8} "), (EncodingRequest.Disp32, "{disp32} "),
        (EncodingRequest.Vex, "{vex} "), (EncodingRequest.Vex3, "{vex3} "), (EncodingRequest.Evex, "{evex} "), (EncodingRequest.Rex, "{rex} "),
    ];

    /// <summary>Where GNU as has another name than Iced, or where its Intel syntax wants the size said that its AT&amp;T syntax takes by itself.</summary>
    private static readonly Dictionary<Mnemonic, string> Names = new()
    {
        [Mnemonic.Wait] = "fwait", 
        [Mnemonic.Pcmpestri64] = "pcmpestriq", [Mnemonic.Pcmpestrm64] = "pcmpestrmq", [Mnemonic.Vpcmpestri64] = "vpcmpestriq", [Mnemonic.Vpcmpestrm64] = "vpcmpestrmq",
    };

    /// <summary>Mnemonics that do not tell their size, and take a letter for it.</summary>
    private static readonly HashSet<Mnemonic> Sized =
        [Mnemonic.Push, Mnemonic.Pop, Mnemonic.Ret, Mnemonic.Retf, Mnemonic.Enter, Mnemonic.Leave, Mnemonic.Iret, Mnemonic.Pushf, Mnemonic.Popf, Mnemonic.Pusha, Mnemonic.Popa, Mnemonic.Nop];

    /// <summary>GNU as names these without their size where their operands are written.</summary>
    private static readonly HashSet<Mnemonic> Strings =
    [
        Mnemonic.Movsb, Mnemonic.Movsw, Mnemonic.Movsd, Mnemonic.Movsq, Mnemonic.Cmpsb, Mnemonic.Cmpsw, Mnemonic.Cmpsd, Mnemonic.Cmpsq, Mnemonic.Scasb, Mnemonic.Scasw,
        Mnemonic.Scasd, Mnemonic.Scasq, Mnemonic.Lodsb, Mnemonic.Lodsw, Mnemonic.Lodsd, Mnemonic.Lodsq, Mnemonic.Stosb, Mnemonic.Stosw, Mnemonic.Stosd, Mnemonic.Stosq,
        Mnemonic.Insb, Mnemonic.Insw, Mnemonic.Insd, Mnemonic.Outsb, Mnemonic.Outsw, Mnemonic.Outsd, Mnemonic.Xlatb,
    ];

    /// <summary>One operand of a number that is no place to go to.</summary>
    private static readonly HashSet<Mnemonic> TakeNumbers = [Mnemonic.Push, Mnemonic.Int, Mnemonic.Ret, Mnemonic.Retf, Mnemonic.Xabort, Mnemonic.Aad, Mnemonic.Aam];

    /// <summary>Comparisons with st: GNU as wants the other register alone.</summary>
    private static readonly HashSet<Mnemonic> WithoutSt = [Mnemonic.Fcom, Mnemonic.Fcomp, Mnemonic.Fucom, Mnemonic.Fucomp, Mnemonic.Fxch];

    /// <summary>GNU as has no size for the memory of these.</summary>
    private static readonly HashSet<Mnemonic> WithoutSize =
        [Mnemonic.Lgdt, Mnemonic.Lidt, Mnemonic.Sgdt, Mnemonic.Sidt, Mnemonic.Enqcmd, Mnemonic.Enqcmds, Mnemonic.Movdir64b, Mnemonic.Invlpg,
            Mnemonic.Aesdec256kl, Mnemonic.Aesenc256kl, Mnemonic.Aesdecwide256kl, Mnemonic.Aesencwide256kl, Mnemonic.Ldtilecfg, Mnemonic.Sttilecfg];

    /// <summary>The selector's register: GNU as takes the 16-bit name alone where the size means nothing.</summary>
    private static readonly HashSet<Mnemonic> TakeSelector = [Mnemonic.Lldt, Mnemonic.Ltr, Mnemonic.Lmsw, Mnemonic.Verr, Mnemonic.Verw];

    public static string Of(Case each, int bitness)
    {
        var text = "";
        foreach (var (request, pseudo) in Requests)
            text += !each.Request.HasFlag(request) ? "" : request == EncodingRequest.Disp32 && HasShortFields(each, bitness) ? "{disp16} " : pseudo;
        foreach (var (prefix, name) in Prefixes)
            text += each.Prefixes.HasFlag(prefix) ? name : "";

        // The bytes 66 and 67: GNU as names them by their effect.
        if (each.Prefixes.HasFlag(InstructionPrefixes.Addr32))
            text += bitness == 32 ? "addr16 " : "addr32 ";
        if (each.Prefixes.HasFlag(InstructionPrefixes.Data16))
            text += bitness == 16 ? "data32 " : "data16 ";
        if (bitness == 32 && each.Request.HasFlag(EncodingRequest.OperandSize16) && (IsFar(each) || IsBranch(each)))
            text += "data16 ";
        if (IsFar(each) && each.Operands[0].Form == OpForm.Symbolic)
            return ".att_syntax; " + text + "l" + Name(each, bitness) + " $" + Sum(each.Operands[0]) + ", $" + Sum(each.Operands[1]) + "; .intel_syntax noprefix";
        return text + Name(each, bitness) + " " + Operands(each, bitness);
    }

    /// <summary>True where the longer of the two displacements has 16 bits.</summary>
    private static bool HasShortFields(Case each, int bitness) => each.Operands.Any(op => op.Form == OpForm.Memory)
        ? each.Operands.Any(op => op.Form == OpForm.Memory && AddressBuilder.RegisterWidth(op.Register, op.IndexRegister) == 16)
        : bitness == 16;

    private static string Name(Case each, int bitness)
    {
        var name = each.Mnemonic.ToString().ToLowerInvariant();
        if (each.Request.HasFlag(EncodingRequest.Absolute64))
            return "movabs";
        if (each.Request.HasFlag(EncodingRequest.OperandSize16) && Sized.Contains(each.Mnemonic))
            return name + "w";
        if (each.Request.HasFlag(EncodingRequest.OperandSize64))
            return each.Mnemonic == Mnemonic.Nop ? "rex.w nop" : Sized.Contains(each.Mnemonic) ? name + "q" : name;
        if (each.Mnemonic == Mnemonic.Sysret)
            return bitness == 64 ? "sysretd" : "sysret";
        if (each.Operands.Length != 0 && Strings.Contains(each.Mnemonic) && each.Operands.Any(op => op.Form == OpForm.Memory) && each.Operands.All(op => op.Form != OpForm.Register || op.Register < Register.XMM0))
            return name[..^1];
        name = Names.GetValueOrDefault(each.Mnemonic, name);
        return IsFarPointerOf64Bits(each) ? "rex.w " + name : name;
    }

    private static string Operands(Case each, int bitness)
    {
        if (IsFar(each))
            return Number(each.Operands[0].Value) + ":" + Sum(each.Operands[1]);
        var operands = each.Operands.Select(op => AsNamed(op, each.Mnemonic));
        if (WithoutSt.Contains(each.Mnemonic) && each.Operands is [{ Register: Register.ST0 }, { Form: OpForm.Register }])
            operands = operands.Skip(1);
        if (IsFarPointerOf64Bits(each))
            operands = operands.Select(NarrowedToFword);
        return string.Join(", ", operands.Select(op => Operand(op, IsBranch(each)) + Decorations(op)));
    }

    /// <summary>GNU as says a selector with a 64-bit offset as one with a 32-bit offset, widened.</summary>
    private static bool IsFarPointerOf64Bits(Case each) => each.Mnemonic is Mnemonic.Call or Mnemonic.Jmp or Mnemonic.Lfs or Mnemonic.Lgs or Mnemonic.Lss
        && each.Operands[^1] is { Form: OpForm.Memory, Width: MemoryWidth.Tbyte };

    private static Op NarrowedToFword(Op op) => op.Form == OpForm.Register ? Op.FromRegister(Register.EAX + op.Register.GetNumber()) : WithWidth(op, MemoryWidth.Fword);

    private static Op AsNamed(Op op, Mnemonic mnemonic) =>
        op.Form == OpForm.Memory && WithoutSize.Contains(mnemonic) ? WithWidth(op, MemoryWidth.None)
        : op.Form == OpForm.Register && TakeSelector.Contains(mnemonic) ? Op.FromRegister(Register.AX + op.Register.GetNumber()) : op;

    private static Op WithWidth(Op op, MemoryWidth width) => op.AsMemory(width, op.SegmentRegister, op.Decorations, op.BroadcastCount);

    private static bool IsFar(Case each) => each is { Mnemonic: Mnemonic.Jmp or Mnemonic.Call, Operands.Length: 2 };

    /// <summary>True where a symbol stands for itself, not for its address as a number.</summary>
    private static bool IsBranch(Case each) => each.Operands is [{ Form: OpForm.Symbolic }] && !TakeNumbers.Contains(each.Mnemonic);

    private static string Operand(Op op, bool isBranch) => op.Form switch
    {
        OpForm.Register => RegisterName(op.Register),
        OpForm.Immediate => Number(op.Value),
        OpForm.Memory => Memory(op),
        _ => isBranch ? Sum(op) : "offset " + Sum(op),
    };

    private static string RegisterName(Register register) => register switch
    {
        Register.ST0 => "st",
        >= Register.ST1 and <= Register.ST7 => "st(" + Number(register - Register.ST0) + ")",
        >= Register.R8L and <= Register.R15L => "r" + Number(register - Register.R8L + 8) + "b",
        _ => register.ToString().ToLowerInvariant(),
    };

    private static string Memory(Op op)
    {
        var broadcast = op.Decorations.HasFlag(OpDecorations.Broadcast);
        var size = op.Width == MemoryWidth.None ? "" : op.Width.ToString().ToLowerInvariant() + (broadcast && op.BroadcastCount == 0 ? " bcst " : " ptr ");
        var segment = op.SegmentRegister == Register.None ? "" : RegisterName(op.SegmentRegister) + ":";
        if (segment.Length == 0 && op is { Register: Register.None, IndexRegister: Register.None, Symbol: null })
            segment = "ds:"; // a number alone between brackets would be an immediate
        var count = broadcast && op.BroadcastCount != 0 ? "{1to" + Number(op.BroadcastCount) + "}" : "";
        return size + segment + "[" + Sum(op) + "]" + count;
    }

    private static string Sum(Op op)
    {
        var terms = new List<string>();
        if (op.Register != Register.None)
            terms.Add(RegisterName(op.Register));
        if (op.IndexRegister != Register.None)
            terms.Add(RegisterName(op.IndexRegister) + (op.Scale == 1 && terms.Count != 0 ? "" : "*" + Number(op.Scale)));
        if (op.Symbol is not null)
            terms.Add(op.Symbol.Name + (op.Minus is null ? "" : "-" + op.Minus.Name));
        if (op.Value != 0 || terms.Count == 0)
            terms.Add(Number(op.Value));
        return string.Join("+", terms).Replace("+-", "-", StringComparison.Ordinal);
    }

    /// <summary>The mask and zeroing stand on their operand; rounding is an operand of its own behind the one that asks for it.</summary>
    private static string Decorations(Op op)
    {
        var text = op.MaskRegister == Register.None ? "" : "{" + RegisterName(op.MaskRegister) + "}";
        text += op.Decorations.HasFlag(OpDecorations.Zeroing) ? "{z}" : "";
        return text + (op.Decorations & (OpDecorations.AnyRounding | OpDecorations.Sae)) switch
        {
            OpDecorations.Sae => ", {sae}",
            OpDecorations.RoundNearest => ", {rn-sae}",
            OpDecorations.RoundDown => ", {rd-sae}",
            OpDecorations.RoundUp => ", {ru-sae}",
            OpDecorations.RoundZero => ", {rz-sae}",
            _ => "",
        };
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
