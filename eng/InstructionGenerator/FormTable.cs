// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using Iced.Intel;

namespace EntryAsm.InstructionGenerator;

/// <summary>Every form Iced encodes, in the order in which GNU as prefers them.</summary>
internal static class FormTable
{
    public static IReadOnlyList<Form> Build() =>
        [.. Own().SelectMany(Preferences.Apply).OrderBy(form => form.Mnemonic).ThenBy(form => form.Arity).ThenBy(form => form.Rank).ThenBy(form => (int)form.Code)];

    /// <summary>The forms as the manuals have them, before any preference.</summary>
    public static IEnumerable<Form> Own() => Enum.GetValues<Code>().Where(IsWanted).Select(Own);

    /// <summary>
    /// No data pseudo-instructions, not the vector forms of a coprocessor that no kernel boots on (MVEX), and no second, undocumented opcode of an
    /// instruction that has a first one and no name to ask for the second; nor bswap of 16 bits, whose result is undefined.
    /// </summary>
    private static bool IsWanted(Code code)
    {
        var form = code.ToOpCode();
        return form.IsInstruction && form.Encoding != EncodingKind.MVEX && !code.CpuidFeatures().Contains(CpuidFeature.KNC)
            && code.Mnemonic() is not (Mnemonic.Sal or Mnemonic.Reservednop or Mnemonic.Fstpnce)
            && code != Code.Bswap_r16
            && (form.Mode64 || !IsOfOneChip(code))
            && Enumerable.Range(0, form.OpCount).All(operand => IsKnown(form.GetOpKind(operand)));
    }

    /// <summary>What one processor of the 1980s and 90s had and no 64-bit one kept: a kernel that starts in 32-bit code has no use for it.</summary>
    private static bool IsOfOneChip(Code code) => code.CpuidFeatures().Any(feature => feature is CpuidFeature.UMOV or CpuidFeature.CL1INVMB or CpuidFeature.CENTAUR_AIS or CpuidFeature.IA64 or CpuidFeature.MOV_TR
        || feature.ToString() is var name && (name.StartsWith("CYRIX", StringComparison.Ordinal) || name.EndsWith("_ONLY", StringComparison.Ordinal)));

    /// <summary>Test registers ended with the 486, <c>jmpe</c> with Itanium.</summary>
    private static bool IsKnown(OpCodeOperandKind kind) =>
        kind is not (OpCodeOperandKind.tr_reg or OpCodeOperandKind.brdisp_2 or OpCodeOperandKind.brdisp_4);

    private static bool IsOfOneAddressSize(Mnemonic mnemonic) => mnemonic is Mnemonic.Jcxz or Mnemonic.Jecxz or Mnemonic.Jrcxz;

    /// <summary>The form as the manual has it.</summary>
    private static Form Own(Code code)
    {
        var form = code.ToOpCode();
        var kinds = Enumerable.Range(0, form.OpCount).Select(form.GetOpKind).ToArray();
        var operands = Enumerable.Range(0, form.OpCount).Select(operand => OperandClasses.Of(form, operand)).ToArray();
        if (kinds.Length == 1 && OperandClasses.IsFar(kinds[0]))
            operands = [operands[0], new OperandClass((operands[0].Kind == OpKind.FarBranch16 ? OperandKinds.Imm16 : OperandKinds.Imm32) | OperandKinds.Target, operands[0].Kind)];
        if (kinds.Any(kind => OperandClasses.IsImpliedMemory(kind) && kind != OpCodeOperandKind.seg_rDI))
            operands = [.. operands.Zip(kinds, (operand, kind) => OperandClasses.Fixed(kind) is var register && register != Register.None
                ? new OperandClass(OperandKinds.None, OpKind.Register, register) : operand)];

        return new Form(code, code.Mnemonic(), operands.Count(operand => !operand.IsHidden), operands, TraitsOf(form, kinds, operands), 0);
    }

    private static FormTraits TraitsOf(OpCodeInfo form, OpCodeOperandKind[] kinds, OperandClass[] operands)
    {
        var traits = FormTraits.None;
        void Add(bool condition, FormTraits trait) => traits |= condition ? trait : FormTraits.None;
        Add(form.Mode16, FormTraits.Mode16);
        Add(form.Mode32, FormTraits.Mode32);
        Add(form.Mode64, FormTraits.Mode64);
        Add(form.Encoding is EncodingKind.VEX, FormTraits.Vex);
        Add(form.Encoding is EncodingKind.EVEX, FormTraits.Evex);
        Add(form.CanUseOpMaskRegister, FormTraits.Masking);
        Add(form.CanUseZeroingMasking, FormTraits.Zeroing);
        Add(form.CanSuppressAllExceptions, FormTraits.Sae);
        Add(form.CanUseRoundingControl, FormTraits.Rounding);
        Add(form.RequireOpMaskRegister, FormTraits.NeedsMask);
        Add(form.CanUseLockPrefix, FormTraits.Lock);
        Add(form.CanUseRepPrefix, FormTraits.Rep);
        Add(form.CanUseRepnePrefix, FormTraits.Repne);
        Add(form.CanUseXacquirePrefix, FormTraits.Xacquire);
        Add(form.CanUseXreleasePrefix, FormTraits.Xrelease);
        Add(form.CanUseBndPrefix, FormTraits.Bnd);
        Add(form.CanUseNotrackPrefix, FormTraits.Notrack);
        Add(form.OperandSize == 16, FormTraits.OperandSize16);
        Add(form.OperandSize == 64, FormTraits.OperandSize64);
        Add(kinds.Length > 1 && OperandClasses.IsModRmReg(kinds[0]), FormTraits.Load);
        Add(kinds.Length > 1 && OperandClasses.IsModRmRm(kinds[0]) && OperandClasses.IsModRmReg(kinds[^1]), FormTraits.Store);
        Add(operands.Any(operand => operand.IsHidden), FormTraits.Hidden);
        Add(kinds.Contains(OpCodeOperandKind.mem_offs), FormTraits.Moffs);

        // Where an operand is a register or memory, or the mnemonic, that says the address size; else the mode does.
        if (operands.All(operand => operand.IsHidden || operand.Kinds == OperandKinds.Target) && !IsOfOneAddressSize(form.Code.Mnemonic()))
        {
            Add(form.AddressSize == 16, FormTraits.AddressSize16);
            Add(form.AddressSize == 32, FormTraits.AddressSize32);
            Add(form.AddressSize == 64, FormTraits.AddressSize64);
        }

        return traits;
    }
}
