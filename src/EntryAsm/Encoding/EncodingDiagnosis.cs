// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;
using EntryAsm.Primitives;
using Iced.Intel;

namespace EntryAsm.Encoding;

/// <summary>Says why no form of an instruction takes its operands. Runs only where there is an error.</summary>
internal static class EncodingDiagnosis
{
    /// <summary>The mnemonic as an author writes it.</summary>
    public static string Name(Mnemonic mnemonic) => mnemonic.ToString().ToLowerInvariant();

    /// <summary>The instruction as an author writes it, without the decorations C# needs.</summary>
    public static string Text(Mnemonic mnemonic, in OperandList operands)
    {
        var text = Name(mnemonic);
        for (var operand = 0; operand < operands.Count; operand++)
            text += (operand == 0 ? " " : ", ") + operands[operand];
        return text;
    }

    /// <summary>No row of the table fits.</summary>
    public static EntryAsmException Explain(Mnemonic mnemonic, in OperandList operands, in OperandSet kinds, InstructionPrefixes prefixes,
        EncodingRequest request, int bitness)
    {
        var text = Text(mnemonic, operands);
        var mode = FormChooser.FormTraitsOfMode(bitness);
        var rows = RowsOf(mnemonic, operands.Count, mode);
        if (bitness == 16 && FormChooser.Is16BitByDefault(mnemonic, operands.Count, kinds) && (prefixes & InstructionPrefixes.Data16) == 0)
            rows.RemoveAll(static row => (Forms.TraitsOf(row) & FormTraits.OperandSize16) == 0);
        if (rows.Count == 0)
            return Error.NoSuchForm("'" + text + "' is not an instruction of " + (bitness switch { 64 => "64", 32 => "32", _ => "16" }) + "-bit code");
        return ModeProblem(mnemonic, operands, bitness)
            ?? AddressProblem(operands, bitness)
            ?? TargetProblem(text, operands, kinds, rows)
            ?? RequestProblem(text, mnemonic, operands, kinds, prefixes, request, bitness)
            ?? DecorationProblem(text, operands, kinds, rows)
            ?? RangeProblem(text, operands, kinds, rows)
            ?? TwoMemories(mnemonic, operands, rows)
            ?? SizeProblem(text, mnemonic, operands, kinds, rows, prefixes, request, bitness)
            ?? Error.NoSuchForm("no form of '" + Name(mnemonic) + "' takes '" + text + "'; " + NearestForms.Told(kinds, operands.Count, rows));
    }

    /// <summary>A form was found, but Iced cannot encode its registers or address.</summary>
    public static EntryAsmException Rejected(Mnemonic mnemonic, in OperandList operands, int bitness)
    {
        for (var operand = 0; operand < operands.Count; operand++)
        {
            ref readonly var op = ref operands[operand];
            if (op.Form == OpForm.Register && op.Register is >= Register.AH and <= Register.BH)
                return HighByte(mnemonic, operands, operand);
        }

        return ModeProblem(mnemonic, operands, bitness) ?? AddressProblem(operands, bitness) ?? Error.NoSuchForm("'" + Text(mnemonic, operands) + "' cannot be encoded: its operands do not go together in one instruction");
    }

    /// <summary>ah, bh, ch or dh next to a REX prefix.</summary>
    public static EntryAsmException HighByte(Mnemonic mnemonic, in OperandList operands, int operand) =>
        Error.HighByteWithRex("'" + Text(mnemonic, operands) + "' cannot be encoded: " + operands[operand] + " cannot be used in an instruction with a REX prefix, "
            + "which r8 to r15, spl, bpl, sil, dil and 64-bit operands need; use another byte register");

    /// <summary>Registers that only 64-bit code has: they need a REX prefix, or another bit that 32-bit code reads as something else.</summary>
    private static EntryAsmException? ModeProblem(Mnemonic mnemonic, in OperandList operands, int bitness)
    {
        for (var operand = 0; bitness != 64 && operand < operands.Count; operand++)
        {
            foreach (var register in new[] { operands[operand].Register, operands[operand].IndexRegister })
            {
                if (IsOf64BitCode(register))
                    return OutOfMode(Text(mnemonic, operands), register, bitness);
            }
        }

        return null;
    }

    private static EntryAsmException OutOfMode(string text, Register register, int bitness) =>
        Error.NoSuchForm("'" + text + "' cannot be encoded: " + OpText.Name(register) + " is a register of 64-bit code, and this is " + NumberText.Decimal(bitness) + "-bit code");

    /// <summary>The first of rax to rdi where code has none; <see cref="Register.None"/> where there is none.</summary>
    private static Register WideRegister(in OperandList operands, int bitness)
    {
        for (var operand = 0; bitness != 64 && operand < operands.Count; operand++)
        {
            if (operands[operand].Form == OpForm.Register && operands[operand].Register.IsGPR64())
                return operands[operand].Register;
        }

        return Register.None;
    }

    private static bool IsOf64BitCode(Register register) => register is >= Register.SPL and <= Register.DIL or >= Register.CR8 and <= Register.CR15 or >= Register.DR8 and <= Register.DR15
        || (register.IsGPR() || register.IsVectorRegister()) && register.GetNumber() > 7 && register is not (>= Register.AH and <= Register.BH);

    private static List<int> RowsOf(Mnemonic mnemonic, int count, FormTraits mode)
    {
        var rows = new List<int>();
        var (from, to) = Forms.Of(mnemonic);
        for (var form = from; form < to; form++)
        {
            if (Forms.Arity(Forms.Row(form)) == count && (Forms.TraitsOf(form) & mode) != 0)
                rows.Add(form);
        }

        return rows;
    }

    private static EntryAsmException? AddressProblem(in OperandList operands, int bitness)
    {
        for (var operand = 0; operand < operands.Count; operand++)
        {
            if (operands[operand].Form == OpForm.Memory && AddressProblem(operands[operand], bitness) is { } problem)
                return problem;
        }

        return null;
    }

    /// <summary>What is wrong with an address.</summary>
    public static EntryAsmException? AddressProblem(in Op op, int bitness) =>
        ProblemOfAddress(op, bitness) is { } problem ? Error.BadAddress("'" + op + "' is not an address: " + problem) : null;

    private static string? ProblemOfAddress(in Op op, int bitness)
    {
        var (first, index) = (op.Register, op.IndexRegister);
        if (first == Register.None && index == Register.None)
            return null;
        if (index is Register.RSP or Register.ESP && (op.Scale != 1 || first is Register.RSP or Register.ESP))
            return "the stack pointer cannot be the scaled index; make it the base";
        if (first is Register.RIP or Register.EIP || index is Register.RIP or Register.EIP)
            return index != Register.None ? "rip cannot be combined with another register" : bitness != 64 ? "rip is a base in 64-bit code only" : null;

        int firstWidth = Width(first), indexWidth = Width(index);
        if (firstWidth < 0 || indexWidth < 0)
            return "only general registers of " + (bitness == 64 ? "32 or 64" : "16 or 32") + " bits address memory";
        if (firstWidth > 0 && indexWidth > 0 && firstWidth != indexWidth)
            return "its registers differ in size (" + OpText.Name(first) + ", " + OpText.Name(index) + "); use two of one size";
        var width = Math.Max(firstWidth, indexWidth);
        if (bitness != 64 && width == 16 && !IsAddressOf16Bits(first, index, op.Scale))
            return "a 16-bit address is one of bx, bp, si and di, or bx or bp with si or di; use those, or 32-bit registers";
        return bitness == 64 && width == 16 ? "64-bit code has no 16-bit addresses; use 32- or 64-bit registers"
            : bitness != 64 && width == 64 ? "64-bit registers are for 64-bit code; use 32-bit ones" : null;
    }

    private static bool IsAddressOf16Bits(Register first, Register index, int scale)
    {
        static bool IsBase(Register register) => register is Register.BX or Register.BP;
        static bool IsIndex(Register register) => register is Register.SI or Register.DI;
        if (scale != 1)
            return false;
        return first == Register.None || index == Register.None ? IsBase(first) || IsIndex(first) || IsBase(index) || IsIndex(index)
            : (IsBase(first) && IsIndex(index)) || (IsIndex(first) && IsBase(index));
    }

    /// <summary>16, 32 or 64; 0 for no register or a vector; -1 for one that cannot address.</summary>
    private static int Width(Register register) => register switch
    {
        Register.None or (>= Register.XMM0 and <= Register.ZMM31) => 0,
        _ => AddressBuilder.RegisterWidth(register, Register.None) is > 0 and var width ? width : -1,
    };

    /// <summary>A direct branch to a difference.</summary>
    private static EntryAsmException? TargetProblem(string text, in OperandList operands, in OperandSet kinds, List<int> rows)
    {
        if (operands.Count != 1 || !rows.Exists(row => (Forms.Kinds(Forms.Row(row), 0) & OperandKinds.Target) != 0))
            return null;
        return operands[0].Form == OpForm.Symbolic && (kinds.A & OperandKinds.Target) == 0
            ? Error.NoSuchForm("'" + text + "' goes to a distance, not to a place; branch to a label or symbol")
            : null;
    }

    private static EntryAsmException? RequestProblem(string text, Mnemonic mnemonic, in OperandList operands, in OperandSet kinds, InstructionPrefixes prefixes,
        EncodingRequest request, int bitness)
    {
        if (request == EncodingRequest.None || FormChooser.Choose(mnemonic, operands, kinds, prefixes, EncodingRequest.None, bitness) < 0)
            return null;
        return Error.BadPrefix("'" + text + "' has no encoding with the request " + request + "; leave the request out");
    }

    private static EntryAsmException? DecorationProblem(string text, in OperandList operands, in OperandSet kinds, List<int> rows)
    {
        var decorations = operands.Decorations;
        var all = kinds.All;
        var masked = false;
        for (var operand = 0; operand < operands.Count; operand++)
            masked |= operands[operand].MaskRegister != Register.None;

        var traits = FormTraits.None;
        foreach (var row in rows)
            traits |= Forms.TraitsOf(row);
        string? problem = null;
        if (masked && (traits & FormTraits.Masking) == 0)
            problem = "takes no write mask";
        else if (!masked && rows.TrueForAll(row => (Forms.TraitsOf(row) & FormTraits.NeedsMask) != 0))
            problem = "needs a write mask, as in '" + operands[0] + ".k1'";
        else if ((decorations & OpDecorations.Zeroing) != 0 && (traits & FormTraits.Zeroing) == 0)
            problem = "takes no zeroing mask (z)";
        else if ((decorations & OpDecorations.AnyRounding) != 0 && (traits & FormTraits.Rounding) == 0)
            problem = "takes no rounding mode";
        else if ((decorations & OpDecorations.Sae) != 0 && (traits & FormTraits.Sae) == 0)
            problem = "takes no sae";
        else if ((decorations & OpDecorations.Broadcast) != 0 && !rows.Exists(row => (AllKinds(row) & all & OperandKinds.Broadcasts) != 0))
            problem = "broadcasts no memory of that size";
        else
            problem = ProblemOfVectorLength(operands, kinds, rows);
        return problem is null ? null : Error.NoSuchForm("'" + text + "' " + problem);
    }

    /// <summary>The operands are right, but a decoration that the instruction has does not go with vectors as long as these.</summary>
    private static string? ProblemOfVectorLength(in OperandList operands, in OperandSet kinds, List<int> rows)
    {
        var (count, all) = (operands.Count, kinds);
        var fitting = rows.FindAll(row => Misfit(row, count, all) == 0);
        if (fitting.Count == 0)
            return null;
        if ((operands.Decorations & OpDecorations.AnyRounding) != 0 && fitting.TrueForAll(static row => (Forms.TraitsOf(row) & FormTraits.Rounding) == 0))
            return "takes a rounding mode with zmm registers only";
        if ((operands.Decorations & OpDecorations.Sae) != 0 && fitting.TrueForAll(static row => (Forms.TraitsOf(row) & FormTraits.Sae) == 0))
            return "takes sae with zmm registers only";
        return Broadcasts.Problem(operands, fitting);
    }

    private static OperandKinds AllKinds(int form)
    {
        var row = Forms.Row(form);
        var kinds = OperandKinds.None;
        for (var slot = 0; slot < Forms.Slots(row); slot++)
            kinds |= Forms.Kinds(row, slot);
        return kinds;
    }

    /// <summary>All fits but a number.</summary>
    private static EntryAsmException? RangeProblem(string text, in OperandList operands, in OperandSet kinds, List<int> rows)
    {
        for (var operand = 0; operand < operands.Count; operand++)
        {
            if (operands[operand].Form != OpForm.Immediate)
                continue;
            var widest = OperandKinds.None;
            foreach (var form in rows)
            {
                if (Misfit(form, operands.Count, kinds) == 1 << operand)
                    widest |= Forms.Kinds(Forms.Row(form), operand) & OperandKinds.Immediate;
            }

            if (Range(widest) is { } range)
                return Error.OutOfRange("the number " + operands[operand] + " of '" + text + "' is out of range: it goes from " + range
                    + (widest == OperandKinds.Imm32To64 || (widest & OperandKinds.Imm32To64) != 0 ? "; load a wider one into a register with mov" : ""));
        }

        return null;
    }

    private static string? Range(OperandKinds kinds) => kinds switch
    {
        OperandKinds.None => null,
        _ when (kinds & OperandKinds.Imm32To64) != 0 => "-0x80000000 to 0x7fffffff",
        _ when (kinds & OperandKinds.Imm32) != 0 => "-0x80000000 to 0xffffffff",
        _ when (kinds & OperandKinds.Imm16OfWord) != 0 => "-0xffff to 0xffff",
        _ when (kinds & OperandKinds.Imm16) != 0 => "-0x8000 to 0xffff",
        _ when (kinds & OperandKinds.Imm8OfByte) != 0 => "-0xff to 0xff",
        _ when (kinds & OperandKinds.Imm8) != 0 => "-0x80 to 0xff",
        _ when (kinds & OperandKinds.Imm8To64) != 0 => "-0x80 to 0x7f",
        _ when (kinds & OperandKinds.Imm4) != 0 => "0 to 0xf",
        _ => null,
    };

    /// <summary>A bit for every operand that a form does not take.</summary>
    private static int Misfit(int form, int count, in OperandSet kinds)
    {
        var row = Forms.Row(form);
        var misfit = 0;
        for (var operand = 0; operand < count; operand++)
            misfit |= (Forms.Kinds(row, operand) & kinds[operand]) == 0 ? 1 << operand : 0;
        return misfit;
    }

    /// <summary>The operands are of the right sort but not of sizes that go together.</summary>
    private static EntryAsmException? SizeProblem(string text, Mnemonic mnemonic, in OperandList operands, in OperandSet kinds, List<int> rows, InstructionPrefixes prefixes,
        EncodingRequest request, int bitness)
    {
        var sizes = new List<string>();
        for (var operand = 0; operand < operands.Count; operand++)
        {
            ref readonly var op = ref operands[operand];
            if (op.Form == OpForm.Register && op.Register.GetSize() is > 0 and var bytes && Sort(kinds[operand]) is GeneralRegisters or VectorRegisters)
                sizes.Add("'" + op + "' is " + Bits(bytes * 8));
            else if (op.Form == OpForm.Memory && op.Width != MemoryWidth.None)
                sizes.Add("'" + op + "' is " + Bits(8 * (int)op.Width));
        }

        var count = operands.Count;
        var all = kinds;
        if (sizes.Count == 0 || !rows.Exists(row => SameSorts(row, count, all)))
            return null;
        var cure = NearestForms.OfOtherSize(mnemonic, operands, prefixes, request, bitness);
        if (cure is null && WideRegister(operands, bitness) is var wide and not Register.None)
            return OutOfMode(text, wide, bitness);
        cure ??= NearestForms.Told(kinds, count, rows);
        return Error.NoSuchForm("operand size mismatch in '" + text + "': " + string.Join(", ", sizes) + "; " + cure);
    }

    /// <summary>An instruction has one place for an address.</summary>
    private static EntryAsmException? TwoMemories(Mnemonic mnemonic, in OperandList operands, List<int> rows)
    {
        int last = -1, memories = 0;
        for (var operand = 0; operand < operands.Count; operand++)
        {
            if (operands[operand].Form != OpForm.Memory)
                continue;
            memories++;
            last = operand;
        }

        if (memories < 2 || rows.Exists(static row => MemoriesOf(row) > 1))
            return null;
        return Error.NoSuchForm("'" + Text(mnemonic, operands) + "' names memory twice, and an instruction reaches memory at one address; load '" + operands[last] + "' into a register first and name that");
    }

    private static int MemoriesOf(int form)
    {
        var row = Forms.Row(form);
        var memories = 0;
        for (var slot = 0; slot < Forms.Slots(row); slot++)
            memories += (Forms.Kinds(row, slot) & OperandKinds.AnyMemory) != 0 && (Forms.Kinds(row, slot) & (OperandKinds.Immediate | GeneralRegisters | VectorRegisters)) == 0 ? 1 : 0;
        return memories;
    }

    private const OperandKinds GeneralRegisters = OperandKinds.R8 | OperandKinds.R16 | OperandKinds.R32 | OperandKinds.R64;

    private const OperandKinds VectorRegisters = OperandKinds.Xmm | OperandKinds.Ymm | OperandKinds.Zmm;

    private static bool SameSorts(int form, int count, in OperandSet kinds)
    {
        var row = Forms.Row(form);
        for (var operand = 0; operand < count; operand++)
        {
            if ((Forms.Kinds(row, operand) & Sort(kinds[operand])) == 0)
                return false;
        }

        return true;
    }

    /// <summary>An operand with its size forgotten.</summary>
    public static OperandKinds Sort(OperandKinds kinds) =>
        (kinds & GeneralRegisters) != 0 ? GeneralRegisters
        : (kinds & VectorRegisters) != 0 ? VectorRegisters
        : (kinds & OperandKinds.Memory) != 0 ? OperandKinds.Memory
        : (kinds & OperandKinds.Immediate) != 0 ? OperandKinds.Immediate : kinds;

    private static string Bits(int count) => NumberText.Decimal(count) + " bits";
}
