// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using Iced.Intel;

namespace EntryAsm.InstructionGenerator;

/// <summary>
/// Which form GNU as 2.40 takes, rule by rule. What no rule says goes by the opcode map: 89 before 8B, 28 before 29.
/// Rules apply in this order, each to what the ones before it made.
/// </summary>
internal static class Preferences
{
    public static IReadOnlyList<Preference> Rows { get; } =
    [
        Preference.Rank(100, "where nothing written says the operand size, the 16-bit form is the last choice",
            "cb | retf()", form => form.Traits.HasFlag(FormTraits.OperandSize16)),
        new("a branch of 16 bits would cut rip to 16 bits on one maker's processors and not on another's: 64-bit code has none",
            "e8 00 00 00 00 | call(sym)",
            form => form.Traits.HasFlag(FormTraits.OperandSize16) && form.Operands.Any(operand => operand.Kinds == OperandKinds.Target),
            form => [form with { Traits = form.Traits & ~(IsLoop(form) ? FormTraits.Mode32 | FormTraits.Mode64 : FormTraits.Mode64) }]),
        Preference.Rank(50, "VEX before EVEX",
            "c5 e8 58 cb | vaddps(xmm1, xmm2, xmm3)", form => form.Traits.HasFlag(FormTraits.Evex)),
        Preference.Rank(60, "EVEX before VEX where the VEX form came later",
            "62 f2 6d 08 50 cb | vpdpbusd(xmm1, xmm2, xmm3)", form => form.Traits.HasFlag(FormTraits.Vex) && CameAfterEvex(form.Code)),
        Preference.Rank(-1, "of two forms of a four-operand FMA4 instruction, the one with the last operand in ModRM.rm",
            "c4 e3 e9 69 cb 40 | vfmaddpd(xmm1, xmm2, xmm4, xmm3)", form => form.Code.CpuidFeatures().Contains(CpuidFeature.FMA4) && form.Info.W == 1),
        Preference.Rank(5, "movq between memory or a vector register and a vector register is not the REX.W form of movd, save under EVEX",
            "f3 0f 7e 00 | movq(xmm0, qword[rax])",
            form => form.Mnemonic is Mnemonic.Movq or Mnemonic.Vmovq && HasAny(form, OperandKinds.R64) && !form.Traits.HasFlag(FormTraits.Evex)),
        Preference.Rank(-10, "an immediate that fits a sign-extended byte takes one, also where the accumulator has a form of its own",
            "83 c0 05 | add(eax, 5)", form => HasAny(form, OperandKinds.Imm8To16 | OperandKinds.Imm8To32 | OperandKinds.Imm8To64)),
        Preference.Rank(-10, "a shift or rotation by 1 implies the 1",
            "48 d1 e0 | shl(rax, 1)", form => HasAny(form, OperandKinds.One)),
        Preference.Rank(-20, "a 64-bit register takes a sign-extended 32-bit immediate where that says the same",
            "48 c7 c0 78 56 34 12 | mov(rax, 0x12345678)", form => form.Code == Code.Mov_rm64_imm32),
        Preference.Trait(FormTraits.OnRequest, "a 64-bit address is used only where movabs asks for it",
            "48 8b 04 25 10 00 00 00 | mov(rax, qword[0x10])", form => form.Traits.HasFlag(FormTraits.Moffs)),
        Preference.Rank(-10, "in 32-bit code an address without registers goes into the accumulator's own form",
            "a1 10 00 00 00 | { code32(); mov(eax, dword[0x10]); }", form => form.Traits.HasFlag(FormTraits.Moffs)),
        Preference.Rank(-10, "the accumulator's short form of xchg comes first",
            "48 91 | xchg(rcx, rax)", form => form.Code is Code.Xchg_r16_AX or Code.Xchg_r32_EAX or Code.Xchg_r64_RAX),
        new("in 64-bit code xchg eax, eax clears the upper half of rax, so it is not the 90 of nop",
            "87 c0 | xchg(eax, eax)",
            form => form.Code == Code.Xchg_r32_EAX,
            form => [
                form with { Traits = form.Traits & ~FormTraits.Mode64 },
                form with { Traits = form.Traits & ~(FormTraits.Mode16 | FormTraits.Mode32), Operands = [new(OperandKinds.OtherR32), form.Operands[1]] }]),
        new("xchg rax, rax is nop",
            "90 | xchg(rax, rax)",
            form => form.Code == Code.Nopd,
            form => [form, form with { Mnemonic = Mnemonic.Xchg, Arity = 2, Operands = [new(OperandKinds.Rax), new(OperandKinds.Rax)], Rank = -20 }]),
        new("int 3 is the one-byte breakpoint",
            "cc | @int(3)",
            form => form.Code == Code.Int3,
            form => [form, form with { Mnemonic = Mnemonic.Int, Arity = 1, Operands = [new(OperandKinds.Three, OpKind.Immediate8)] , Rank = -10 }]),
        new("xchg and test take their operands in either order",
            "48 85 08 | test(rcx, qword[rax])",
            form => form.Mnemonic is Mnemonic.Xchg or Mnemonic.Test && HasAny(form, OperandKinds.R8 | OperandKinds.R16 | OperandKinds.R32 | OperandKinds.R64)
                && !HasAny(form, OperandKinds.Immediate),
            form => [form, Swap(form)]),
        new("xchg has no direction to ask for",
            "87 d1 | xchg(ecx, edx)",
            form => form.Mnemonic == Mnemonic.Xchg,
            form => [form with { Traits = form.Traits & ~(FormTraits.Load | FormTraits.Store) }]),
        Preference.Trait(FormTraits.Store, "an extracted word is stored by the form that can store it to memory",
            "66 0f 3a 15 c0 00 | { encoding(EncodingRequest.Store); pextrw(eax, xmm0, 0); }",
            form => form.Mnemonic is Mnemonic.Pextrw or Mnemonic.Vpextrw && form.Code.ToString().Contains("m16", StringComparison.Ordinal)),
        new("imul with one register and a number means that register twice",
            "6b c0 05 | imul(eax, 5)",
            form => form.Mnemonic == Mnemonic.Imul && form.Arity == 3,
            form => [form, form with { Arity = 2, Operands = [form.Operands[0], form.Operands[2]], Traits = form.Traits | FormTraits.Repeated }]),
        new("a general register whose size the processor ignores is encoded in the size of the mode, without 66 or REX.W",
            "8e d8 | mov(ds, rax)",
            form => SizeIsIgnored(form) && (form.Traits & (FormTraits.Mode32 | FormTraits.Mode64)) != 0,
            form => [.. OfWidth(form, 32, FormTraits.Mode32 | FormTraits.Mode64),
                .. OfWidth(form, StoresSelector(form) ? Siblings.Width(form.Code) : 16, FormTraits.Mode16)]),
        new("the selector in a register may have any size up to the result's",
            "48 0f 02 c1 | lar(rax, cx)",
            form => form.Code is Code.Lar_r32_r32m16 or Code.Lar_r64_r64m16 or Code.Lsl_r32_r32m16 or Code.Lsl_r64_r64m16,
            form => [form with { Operands = [form.Operands[0], new(form.Operands[1].Kinds | OperandKinds.R16)], Traits = form.Traits | FormTraits.Resized }]),
        Preference.Trait(FormTraits.MirrorForShortVex, "between registers, the mirror form where that saves the third byte of the VEX prefix",
            "c5 78 29 c9 | vmovaps(xmm1, xmm9)",
            form => form.Traits.HasFlag(FormTraits.Vex | FormTraits.Load) && form.Info.Table == OpCodeTableKind.T0F && Siblings.Mirror(form.Code) is not null),
        new("a conversion that is always exact takes no rounding mode",
            "62 f1 7e 48 e6 c1 | vcvtdq2pd(zmm0, ymm1)",
            form => form.Code is Code.EVEX_Vcvtdq2pd_zmm_k1z_ymmm256b32_er or Code.EVEX_Vcvtudq2pd_zmm_k1z_ymmm256b32_er
                or Code.EVEX_Vcvtsi2sd_xmm_xmm_rm32_er or Code.EVEX_Vcvtusi2sd_xmm_xmm_rm32_er,
            form => [form with { Traits = form.Traits & ~(FormTraits.Rounding | FormTraits.Sae) }]),
        Preference.Trait(FormTraits.Restricted, "a complex multiplication needs a destination apart from its sources, a tile multiplication three tiles",
            "62 f6 6f 08 56 cb | vfcmaddcph(xmm1, xmm2, xmm3)",
            form => form.Operands.Length > 2 && form.Mnemonic.ToString() is var name && (HasAny(form, OperandKinds.Tile)
                || name.StartsWith("Vfmulc", StringComparison.Ordinal) || name.StartsWith("Vfcmulc", StringComparison.Ordinal)
                || name.StartsWith("Vfmaddc", StringComparison.Ordinal) || name.StartsWith("Vfcmaddc", StringComparison.Ordinal))),
        Preference.Trait(FormTraits.Restricted, "bound instructions limit their addresses",
            "f3 0f 1a 00 | bndcl(bnd0, qword[rax])", form => HasAny(form, OperandKinds.Bound)),
        Preference.Trait(FormTraits.Rep | FormTraits.Repne, "string instructions and near returns take both repeat prefixes",
            "f2 a4 | { repne(); movsb(); }",
            form => form.Mnemonic == Mnemonic.Ret || form.Traits.HasFlag(FormTraits.Rep)),
        Preference.Trait(FormTraits.Rep, "rep before nop is pause",
            "f3 90 | { rep(); nop(); }", form => form.Code == Code.Nopd && form.Arity == 0),
        new("the register xmm0 that some instructions imply may be written",
            "66 0f 38 14 ca | blendvps(xmm1, xmm2, xmm0)",
            form => form.Code is Code.Blendvps_xmm_xmmm128 or Code.Blendvpd_xmm_xmmm128 or Code.Pblendvb_xmm_xmmm128 or Code.Sha256rnds2_xmm_xmmm128,
            form => [form, form with { Arity = 3, Operands = [.. form.Operands, new(OperandKinds.Xmm0)] }]),
        new("x87 instructions between st and another register may be written with the other alone, and with none where it is st1",
            "d8 c1 | fadd(st1)",
            form => form.Arity == 2 && WorksOnSt(form.Code),
            form => [form, Implying(form, Register.ST0), .. ImpliesSt1(form.Mnemonic) ? [Implying(form, Register.ST0, Register.ST1)] : Array.Empty<Form>()]),
        new("the memory of a string instruction and the register beside it may be written",
            "65 a4 | movsb(@byte[rdi], @byte.gs[rsi])",
            form => form.Operands.Any(operand => operand.IsHidden && operand.Kind is OpKind.MemorySegRSI or OpKind.MemoryESRDI or OpKind.Memory),
            form => [form, .. ExplicitOperands.Of(form)]),
        Preference.Also(Mnemonic.Pushf, "pushf and popf are as wide as the stack", "9c | pushf()", Code.Pushfd, Code.Pushfq),
        Preference.Also(Mnemonic.Popf, "pushf and popf are as wide as the stack", "9d | popf()", Code.Popfd, Code.Popfq),
        Preference.Also(Mnemonic.Pusha, "pusha and popa are as wide as the stack", "60 | { code32(); pusha(); }", Code.Pushad),
        Preference.Also(Mnemonic.Popa, "pusha and popa are as wide as the stack", "61 | { code32(); popa(); }", Code.Popad),
        Preference.Also(Mnemonic.Iret, "iret without a size is the 32-bit one", "cf | iret()", Code.Iretd),
    ];

    public static IEnumerable<Form> Apply(Form form)
    {
        IEnumerable<Form> forms = [form];
        foreach (var row in Rows)
            forms = forms.SelectMany(each => row.Applies(each) ? row.Change(each) : [each]).ToList();
        return forms;
    }

    private static bool HasAny(Form form, OperandKinds kinds) => form.Operands.Any(operand => (operand.Kinds & kinds) != 0);

    private static bool CameAfterEvex(Code code) => code.CpuidFeatures().Any(feature => feature is CpuidFeature.AVX_VNNI or CpuidFeature.AVX_IFMA)
        || code is Code.VEX_Vcvtneps2bf16_xmm_xmmm128 or Code.VEX_Vcvtneps2bf16_xmm_ymmm256;

    /// <summary>Moves between a general register and a selector, a mask of signs or an element.</summary>
    private static bool SizeIsIgnored(Form form) => form.Mnemonic switch
    {
        Mnemonic.Mov => HasAny(form, OperandKinds.Segment),
        Mnemonic.Lldt or Mnemonic.Ltr or Mnemonic.Verr or Mnemonic.Verw or Mnemonic.Lmsw or Mnemonic.Arpl or Mnemonic.Lkgs => true,
        Mnemonic.Sldt or Mnemonic.Str or Mnemonic.Umwait or Mnemonic.Tpause or Mnemonic.Vmovw
            or Mnemonic.Movmskps or Mnemonic.Movmskpd or Mnemonic.Pmovmskb or Mnemonic.Vmovmskps or Mnemonic.Vmovmskpd or Mnemonic.Vpmovmskb
            or Mnemonic.Pextrb or Mnemonic.Pextrw or Mnemonic.Extractps or Mnemonic.Vpextrb or Mnemonic.Vpextrw or Mnemonic.Vextractps
            or Mnemonic.Pinsrb or Mnemonic.Pinsrw or Mnemonic.Vpinsrb or Mnemonic.Vpinsrw => form.Traits.HasFlag(FormTraits.OperandSize64) || Siblings.Width(form.Code) == 64,
        _ => false,
    } && !(form.Mnemonic == Mnemonic.Mov && form.Code == Code.Mov_rm16_Sreg);

    /// <summary>A register that a selector is written to is as wide as it says; one that it comes from is not.</summary>
    private static bool StoresSelector(Form form) => form.Mnemonic == Mnemonic.Mov && (form.Operands[^1].Kinds & OperandKinds.Segment) != 0;

    /// <summary>Branches on a counter, which have one size of target in each mode for GNU as.</summary>
    private static bool IsLoop(Form form) => form.Mnemonic is Mnemonic.Loop or Mnemonic.Loope or Mnemonic.Loopne or Mnemonic.Jcxz or Mnemonic.Jecxz or Mnemonic.Jrcxz;

    /// <summary>A form in some modes, with general registers of the width given there; the form as it is where it has that width.</summary>
    private static IEnumerable<Form> OfWidth(Form form, int width, FormTraits modes)
    {
        var mode = form.Traits & modes;
        if (mode == 0)
            yield break;
        var traits = (form.Traits & ~(FormTraits.Mode16 | FormTraits.Mode32 | FormTraits.Mode64)) | mode;
        yield return Siblings.Of(form.Code, width) is { } sibling
            ? form with { Code = sibling, Traits = traits | FormTraits.Resized, Rank = form.Rank + 5 }
            : form with { Traits = traits };
    }

    /// <summary>The documented forms between st and another register: the comparisons, exchanges, and both directions of arithmetic.</summary>
    private static bool WorksOnSt(Code code) => code.ToString() is var name && name[0] == 'F' && (name.EndsWith("_st0_sti", StringComparison.Ordinal)
        || (name.EndsWith("p_sti_st0", StringComparison.Ordinal)));

    private static bool ImpliesSt1(Mnemonic mnemonic) => mnemonic is Mnemonic.Fxch or Mnemonic.Fcom or Mnemonic.Fcomp or Mnemonic.Fucom or Mnemonic.Fucomp or Mnemonic.Fcomi
        or Mnemonic.Fcomip or Mnemonic.Fucomi or Mnemonic.Fucomip or Mnemonic.Faddp or Mnemonic.Fmulp or Mnemonic.Fsubp or Mnemonic.Fsubrp or Mnemonic.Fdivp or Mnemonic.Fdivrp;

    /// <summary>A form with operands that are not written: st, and perhaps the other register.</summary>
    private static Form Implying(Form form, params Register[] implied)
    {
        var operands = form.Operands.Select(operand => operand.Kinds == OperandKinds.St0 ? new OperandClass(OperandKinds.None, OpKind.Register, Register.ST0)
            : implied.Contains(Register.ST1) ? new OperandClass(OperandKinds.None, OpKind.Register, Register.ST1) : operand).ToArray();
        return form with { Operands = operands, Arity = operands.Count(operand => !operand.IsHidden), Traits = form.Traits | FormTraits.Hidden };
    }

    private static Form Swap(Form form) =>
        form with { Operands = [form.Operands[1], form.Operands[0]], Traits = form.Traits | FormTraits.Swapped, Rank = form.Rank + 1 };
}
