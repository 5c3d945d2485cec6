// SPDX-License-Identifier: MIT
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Encoding;

/// <summary>Finds the form of an instruction that GNU as would take: the first row that fits.</summary>
internal static class FormChooser
{
    private const FormTraits Decorations = FormTraits.Masking | FormTraits.Zeroing | FormTraits.Sae | FormTraits.Rounding;
    private const EncodingRequest FormRequests = EncodingRequest.Load | EncodingRequest.Store | EncodingRequest.Vex | EncodingRequest.Vex3
        | EncodingRequest.Evex | EncodingRequest.OperandSize16 | EncodingRequest.OperandSize64 | EncodingRequest.Absolute64 | EncodingRequest.Disp32;

    /// <summary>Requests under which GNU as keeps a form's direction although its mirror is shorter.</summary>
    private const EncodingRequest KeepsDirection = EncodingRequest.Load | EncodingRequest.Store | EncodingRequest.Vex3;

    /// <summary>The number of the row, or -1.</summary>
    /// <exception cref="EntryAsmException">Memory without a size fits forms of several sizes.</exception>
    public static int Choose(Mnemonic mnemonic, in OperandList operands, in OperandSet kinds, InstructionPrefixes prefixes, EncodingRequest request, int bitness)
    {
        var wanted = WantedTraits(operands);
        var movesOffset = TakesOffset(operands, prefixes, request);
        var unwanted = (prefixes & InstructionPrefixes.Xrelease) != 0 ? FormTraits.Moffs : FormTraits.None; // A0 to A3 take no XRELEASE (SDM volume 2, XACQUIRE/XRELEASE)
        var form = -1;
        if (bitness == 16)
            form = Search(mnemonic, operands, kinds, request | EncodingRequest.OperandSize16, bitness, wanted, unwanted, movesOffset);
        if (form < 0 && !(bitness == 16 && Is16BitByDefault(mnemonic, operands.Count, kinds)))
            form = Search(mnemonic, operands, kinds, request, bitness, wanted, unwanted, movesOffset);
        if ((prefixes & InstructionPrefixes.Data16) != 0)
            form = OfOtherSize(form, Search(mnemonic, operands, kinds, request, bitness, wanted, unwanted, movesOffset, SizePrefixes.OtherOperandSize(bitness)), kinds);
        if (form < 0)
            return form;
        if ((kinds.All & OperandKinds.MemoryUnsized) != 0)
            MemorySizes.RejectAmbiguous(mnemonic, operands, kinds, form, FormTraitsOfMode(bitness), wanted);
        if ((kinds.All & OperandKinds.Broadcasts) != 0)
            Broadcasts.RejectAmbiguous(mnemonic, operands, kinds, form, FormTraitsOfMode(bitness), wanted);
        return form;
    }

    /// <summary>True when a form takes these operands with their decorations in this mode.</summary>
    public static bool Fits(int form, int count, in OperandSet kinds, FormTraits mode, FormTraits wanted)
    {
        var row = Forms.Row(form);
        var traits = Forms.TraitsOf(form);
        return Forms.Arity(row) == count
            && (traits & mode) != 0
            && (wanted & Decorations & ~traits) == 0
            && (traits & FormTraits.NeedsMask & ~wanted) == 0
            && ((traits & FormTraits.Hidden) == 0 ? Forms.Takes(row, count, kinds) : TakesBesideHidden(row, kinds));
    }

    public static FormTraits FormTraitsOfMode(int bitness) => bitness switch { 64 => FormTraits.Mode64, 32 => FormTraits.Mode32, _ => FormTraits.Mode16 };

    /// <summary>
    /// True where 16-bit code means its own size: no operand tells another, and the mnemonic has a form of that size. A number that does not fit there
    /// is an error, not a wish for a wider form.
    /// </summary>
    public static bool Is16BitByDefault(Mnemonic mnemonic, int count, in OperandSet kinds)
    {
        if ((kinds.All & OperandKinds.TellsSize) != 0)
            return false;
        var (from, to) = Forms.Of(mnemonic);
        for (var form = from; form < to; form++)
        {
            if (Forms.Arity(Forms.Row(form)) == count && (Forms.TraitsOf(form) & (FormTraits.Mode16 | FormTraits.OperandSize16)) == (FormTraits.Mode16 | FormTraits.OperandSize16))
                return true;
        }

        return false;
    }

    /// <summary>The form that 66 asks for, unless the operands are those of another size.</summary>
    private static int OfOtherSize(int form, int other, in OperandSet kinds)
    {
        if (form < 0 || other < 0)
            return Math.Max(form, other);
        const ulong operands = (1UL << 40) - 1;
        var isFree = (kinds.All & OperandKinds.TellsSize) == 0 || ((Forms.Row(form) ^ Forms.Row(other)) & operands) == 0;
        return isFree ? other : form;
    }

    /// <summary>In 64-bit code the accumulator's form with a whole address is taken on request, under a 32-bit address, and where nothing shorter reaches.</summary>
    private static bool TakesOffset(in OperandList operands, InstructionPrefixes prefixes, EncodingRequest request)
    {
        if ((request & EncodingRequest.Absolute64) != 0 || (prefixes & InstructionPrefixes.Addr32) != 0)
            return true;
        for (var operand = 0; operand < operands.Count; operand++)
        {
            ref readonly var op = ref operands[operand];
            if (op.Form == OpForm.Memory && op.Symbol is null && op.Value is < int.MinValue or > int.MaxValue && op.Register == Register.None && op.IndexRegister == Register.None)
                return true;
        }

        return false;
    }

    /// <summary>The first row that fits; of one operand size in bits, if that is asked for.</summary>
    private static int Search(Mnemonic mnemonic, in OperandList operands, in OperandSet kinds, EncodingRequest request, int bitness, FormTraits wanted, FormTraits unwanted,
        bool movesOffset, int operandSize = 0)
    {
        var mode = FormTraitsOfMode(bitness);
        var (from, to) = Forms.Of(mnemonic);
        for (var form = from; form < to; form++)
        {
            if (Fits(form, operands.Count, kinds, mode, wanted) && (Forms.TraitsOf(form) & unwanted) == 0 && IsChosen(form, operands, request, bitness, movesOffset)
                && ((kinds.All & OperandKinds.Broadcasts) == 0 || Broadcasts.Fit(form, operands))
                && (operandSize == 0 || Forms.CodeOf(Forms.Row(form)).ToOpCode().OperandSize == operandSize))
                return form;
        }

        return -1;
    }

    /// <summary>What the decorations of the operands ask of a form; broadcasting is in the operand's kind.</summary>
    private static FormTraits WantedTraits(in OperandList operands)
    {
        var traits = FormTraits.None;
        for (var operand = 0; operand < operands.Count; operand++)
        {
            ref readonly var op = ref operands[operand];
            if (op.MaskRegister != Register.None)
                traits |= FormTraits.Masking | FormTraits.NeedsMask;
            if ((op.Decorations & ~OpDecorations.Broadcast) == 0)
                continue;
            traits |= (op.Decorations & OpDecorations.Zeroing) != 0 ? FormTraits.Zeroing : FormTraits.None;
            traits |= (op.Decorations & OpDecorations.Sae) != 0 ? FormTraits.Sae : FormTraits.None;
            traits |= (op.Decorations & OpDecorations.AnyRounding) != 0 ? FormTraits.Rounding : FormTraits.None;
        }

        return traits;
    }

    private static bool TakesBesideHidden(ulong row, in OperandSet kinds)
    {
        var written = 0;
        for (var slot = 0; slot < Forms.Slots(row); slot++)
        {
            var takes = Forms.Kinds(row, slot);
            if (takes != OperandKinds.None && (takes & kinds[written++]) == 0)
                return false;
        }

        return true;
    }

    private static bool IsChosen(int form, in OperandList operands, EncodingRequest request, int bitness, bool movesOffset)
    {
        var traits = Forms.TraitsOf(form);
        if ((traits & (FormTraits.AnyAddressSize | FormTraits.OnRequest | FormTraits.MirrorForShortVex | FormTraits.Moffs)) == 0 && (request & FormRequests) == 0)
            return true;
        if ((traits & FormTraits.AnyAddressSize) != 0 && (traits & AddressSize(bitness)) == 0)
            return false;
        return MeetsRequest(Forms.Row(form), traits, request)
            && ((traits & FormTraits.OnRequest) == 0 || bitness != 64 || movesOffset)
            && ((traits & FormTraits.MirrorForShortVex) == 0 || (request & KeepsDirection) != 0 || !MirrorIsShorter(operands))
            && ((traits & FormTraits.Moffs) == 0 || MemorySizes.FitRegister(operands));
    }

    private static FormTraits AddressSize(int bitness) => bitness switch
    {
        64 => FormTraits.AddressSize64,
        32 => FormTraits.AddressSize32,
        _ => FormTraits.AddressSize16,
    };

    private static bool MeetsRequest(ulong row, FormTraits traits, EncodingRequest request)
    {
        bool Asks(EncodingRequest one) => (request & one) != 0;
        bool Has(FormTraits one) => (traits & one) != 0;
        return (!Asks(EncodingRequest.Absolute64) || Has(FormTraits.OnRequest) || Forms.CodeOf(row) == Code.Mov_r64_imm64)
            && (!Asks(EncodingRequest.Load) || Has(FormTraits.Load))
            && (!Asks(EncodingRequest.Store) || Has(FormTraits.Store))
            && (!Asks(EncodingRequest.Vex | EncodingRequest.Vex3) || Has(FormTraits.Vex))
            && (!Asks(EncodingRequest.Evex) || Has(FormTraits.Evex))
            && (!Asks(EncodingRequest.OperandSize16) || Has(FormTraits.OperandSize16))
            && (!Asks(EncodingRequest.OperandSize64) || Has(FormTraits.OperandSize64))
            && (!Asks(EncodingRequest.Disp32) || !(Forms.CodeOf(row).IsJccShort() || Forms.CodeOf(row).IsJmpShort()));
    }

    /// <summary>The last register needs the three-byte VEX prefix in ModRM.rm and the first would not.</summary>
    private static bool MirrorIsShorter(in OperandList operands)
    {
        ref readonly var first = ref operands[0];
        ref readonly var last = ref operands[operands.Count - 1];
        return first.Form == OpForm.Register && last.Form == OpForm.Register && first.Register.GetNumber() < 8 && last.Register.GetNumber() >= 8;
    }
}
