// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.InstructionGenerator;

/// <summary>Forms that differ from a form in one respect only.</summary>
internal static class Siblings
{
    private static readonly ILookup<Mnemonic, Code> ByMnemonic = Enum.GetValues<Code>().Where(code => code.ToOpCode().IsInstruction).ToLookup(code => code.Mnemonic());

    /// <summary>The same opcode with general registers of another width; null where there is none or where the form has that width itself.</summary>
    public static Code? Of(Code code, int width) => Width(code) == width ? null
        : ByMnemonic[code.Mnemonic()].Where(other => Width(other) == width && SameOpcode(code, other)).Select(other => (Code?)other).FirstOrDefault();

    /// <summary>The form that stores where this one loads; null where there is none.</summary>
    public static Code? Mirror(Code code)
    {
        var form = code.ToOpCode();
        return ByMnemonic[code.Mnemonic()].Where(other => IsMirror(form, other.ToOpCode())).Select(other => (Code?)other).FirstOrDefault();
    }

    /// <summary>The width in bits of the general registers of a form; 0 without any.</summary>
    public static int Width(Code code)
    {
        var form = code.ToOpCode();
        return Enumerable.Range(0, form.OpCount).Max(operand => OperandClasses.GeneralWidth(form.GetOpKind(operand)));
    }

    private static bool SameOpcode(Code one, Code two)
    {
        var (a, b) = (one.ToOpCode(), two.ToOpCode());
        return a.OpCode == b.OpCode && a.Table == b.Table && a.MandatoryPrefix == b.MandatoryPrefix && a.Encoding == b.Encoding && a.GroupIndex == b.GroupIndex
            && a.OpCount == b.OpCount
            && Enumerable.Range(0, a.OpCount).All(operand => Family(a.GetOpKind(operand))[0] == 'r' || Family(a.GetOpKind(operand)) == Family(b.GetOpKind(operand)));
    }

    private static bool IsMirror(OpCodeInfo load, OpCodeInfo store) => store.Encoding == load.Encoding && store.OpCount == load.OpCount && load.OpCount > 1
        && OperandClasses.IsModRmReg(load.GetOpKind(0)) && OperandClasses.IsModRmRm(load.GetOpKind(load.OpCount - 1))
        && OperandClasses.IsModRmRm(store.GetOpKind(0)) && OperandClasses.IsModRmReg(store.GetOpKind(store.OpCount - 1))
        && Family(load.GetOpKind(0)) == Family(store.GetOpKind(0)) && Family(load.GetOpKind(load.OpCount - 1)) == Family(store.GetOpKind(store.OpCount - 1));

    private static string Family(OpCodeOperandKind kind) => kind.ToString().Split('_')[0];
}
