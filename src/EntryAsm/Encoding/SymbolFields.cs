// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;
using EntryAsm.Primitives;
using Iced.Intel;

namespace EntryAsm.Encoding;

/// <summary>Finds the fields of encoded bytes that wait for a symbol, and writes the rip-relative distances that do not.</summary>
internal static class SymbolFields
{
    public static void Find(ulong row, FormTraits traits, in OperandList operands, ConstantOffsets fields, int addressSize, EncodedInstruction result)
    {
        for (var operand = 0; operand < operands.Count; operand++)
        {
            ref readonly var op = ref operands[operand];
            if (op.Form == OpForm.Memory)
                FindDisplacement(op, operand, fields, addressSize, ZeroExtends(row, traits), result);
            else if (op.Form == OpForm.Symbolic)
                FindNumber(row, traits, operands, operand, fields, result);
        }
    }

    /// <summary>The address is not sign-extended: it is whole, or <c>lea</c> keeps no more than 32 bits of it.</summary>
    private static bool ZeroExtends(ulong row, FormTraits traits) =>
        (traits & FormTraits.Moffs) != 0 || Forms.CodeOf(row) is Code.Lea_r32_m or Code.Lea_r16_m;

    private static void FindDisplacement(in Op op, int operand, ConstantOffsets fields, int addressSize, bool zeroExtends, EncodedInstruction result)
    {
        var isRelative = op.Register is Register.RIP or Register.EIP;
        if (isRelative)
            LittleEndian.Write(result.Bytes.AsSpan(fields.DisplacementOffset, 4), op.Symbol is null ? op.Value : 0);
        if (op.Symbol is null)
            return;
        if (isRelative && op.Minus is not null)
            throw Error.NoRelocation("'" + op + "' adds to rip a distance that is not known yet; write 'rip + symbol', or bind both places before");

        var width = AddressBuilder.RegisterWidth(op.Register, op.IndexRegister);
        var is64 = (width != 0 ? width : addressSize) == 64;
        var kind = isRelative ? FieldKind.Relative : is64 && !zeroExtends ? FieldKind.SignExtended : FieldKind.Absolute;
        result.Displacement = new SymbolField(kind, (byte)fields.DisplacementOffset, (byte)fields.DisplacementSize, (byte)operand);
    }

    private static void FindNumber(ulong row, FormTraits traits, in OperandList operands, int operand, ConstantOffsets fields, EncodedInstruction result)
    {
        var slot = (traits & FormTraits.Repeated) != 0 ? operand + 1 : operand;
        var kind = Forms.KindOf(row, operand);
        if (kind is OpKind.NearBranch16 or OpKind.NearBranch32 or OpKind.NearBranch64)
        {
            result.Displacement = Branch(Forms.CodeOf(row), operand, result.Length);
            result.Bytes.AsSpan(result.Displacement.Offset, result.Displacement.Width).Clear();
            return;
        }

        if (kind is OpKind.FarBranch16 or OpKind.FarBranch32 && operand == 0)
        {
            // The selector comes after the offset.
            result.Displacement = new SymbolField(FieldKind.Absolute, (byte)(result.Length - 2), 2, 0);
            return;
        }

        if (result.Immediate.Kind != FieldKind.None)
            throw Error.NoRelocation("only one of the numbers of an instruction can be a symbol");
        var isSecond = slot > 0 && operands[operand - 1].Form == OpForm.Immediate && fields.HasImmediate2 && kind != OpKind.FarBranch16 && kind != OpKind.FarBranch32;
        var (offset, size) = isSecond ? (fields.ImmediateOffset2, fields.ImmediateSize2) : (fields.ImmediateOffset, fields.ImmediateSize);
        var field = (Forms.Kinds(row, operand) & OperandKinds.Imm32To64) != 0 ? FieldKind.SignExtended : FieldKind.Absolute;
        result.Immediate = new SymbolField(field, (byte)offset, (byte)size, (byte)operand);
    }

    /// <summary>The distance of a direct branch is the last field of the instruction.</summary>
    private static SymbolField Branch(Code code, int operand, int length)
    {
        var width = BranchCodes.Width(code);
        return new SymbolField(FieldKind.Branch, (byte)(length - width), (byte)width, (byte)operand);
    }
}
