// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Encoding;

/// <summary>Fills Iced's instruction from a row of the table and the operands written.</summary>
internal static class InstructionBuilder
{
    public static Instruction Build(ulong row, FormTraits traits, in OperandList operands, EncodingRequest request, int bitness, int addressSize)
    {
        Instruction instruction = default;
        instruction.Code = Forms.CodeOf(row);
        if ((traits & (FormTraits.Hidden | FormTraits.Swapped | FormTraits.Repeated)) != 0)
        {
            SetOutOfOrder(ref instruction, row, traits, operands, request, bitness, addressSize);
        }
        else if (Forms.KindOf(row, 0) is OpKind.FarBranch16 or OpKind.FarBranch32 && operands.Count == 2)
        {
            SetFarTarget(ref instruction, Forms.KindOf(row, 0), operands);
        }
        else
        {
            // An implied register that is written all the same is not an operand to the encoder.
            var count = operands.Count > 2 ? Math.Min(operands.Count, instruction.OpCount) : operands.Count;
            for (var operand = 0; operand < count; operand++)
                Set(ref instruction, operand, Forms.KindOf(row, operand), operands[operand], traits, request, bitness, addressSize);
        }

        return instruction;
    }

    /// <summary>Swapped, repeated and implied operands.</summary>
    private static void SetOutOfOrder(ref Instruction instruction, ulong row, FormTraits traits, in OperandList operands, EncodingRequest request, int bitness, int addressSize)
    {
        if ((traits & FormTraits.Swapped) != 0)
        {
            for (var operand = 0; operand < 2; operand++)
                Set(ref instruction, 1 - operand, Forms.KindOf(row, operand), operands[operand], traits, request, bitness, addressSize);
            return;
        }

        if ((traits & FormTraits.Repeated) != 0)
        {
            Set(ref instruction, 0, OpKind.Register, operands[0], traits, request, bitness, addressSize);
            Set(ref instruction, 1, OpKind.Register, operands[0], traits, request, bitness, addressSize);
            Set(ref instruction, 2, Forms.KindOf(row, 1), operands[1], traits, request, bitness, addressSize);
            return;
        }

        var written = 0;
        for (var slot = 0; slot < Forms.Slots(row); slot++)
        {
            if (Forms.Kinds(row, slot) == OperandKinds.None)
                SetImplied(ref instruction, slot, row, bitness);
            else
                Set(ref instruction, slot, Forms.KindOf(row, slot), operands[written++], traits, request, bitness, addressSize);
        }
    }

    private static void SetImplied(ref Instruction instruction, int slot, ulong row, int bitness)
    {
        var kind = Forms.KindOf(row, slot);
        switch (kind)
        {
            case OpKind.Register:
                instruction.SetOpKind(slot, OpKind.Register);
                instruction.SetOpRegister(slot, Forms.Implied(row, slot));
                break;
            case OpKind.Memory:
                // xlatb: the byte at rbx + al.
                instruction.SetOpKind(slot, OpKind.Memory);
                instruction.MemoryBase = bitness switch { 64 => Register.RBX, 32 => Register.EBX, _ => Register.BX };
                instruction.MemoryIndex = Register.AL;
                instruction.MemoryIndexScale = 1;
                break;
            default:
                instruction.SetOpKind(slot, StringOperands.OfWidth(kind, bitness));
                break;
        }
    }

    private static void SetFarTarget(ref Instruction instruction, OpKind kind, in OperandList operands)
    {
        instruction.SetOpKind(0, kind);
        instruction.FarBranchSelector = operands[0].Form == OpForm.Symbolic ? (ushort)0 : unchecked((ushort)operands[0].Value);
        var offset = operands[1].Form == OpForm.Symbolic ? 0 : operands[1].Value;
        if (kind == OpKind.FarBranch16)
            instruction.FarBranch16 = unchecked((ushort)offset);
        else
            instruction.FarBranch32 = unchecked((uint)offset);
    }

    private static void Set(ref Instruction instruction, int slot, OpKind kind, in Op op, FormTraits traits, EncodingRequest request, int bitness, int addressSize)
    {
        switch (op.Form)
        {
            case OpForm.Register:
                instruction.SetOpKind(slot, OpKind.Register);
                instruction.SetOpRegister(slot, (traits & FormTraits.Resized) != 0 ? Resized(op.Register, instruction.Code) : op.Register);
                break;
            case OpForm.Memory when kind != OpKind.Register:
                StringOperands.Set(ref instruction, slot, kind, op);
                break;
            case OpForm.Memory:
                instruction.SetOpKind(slot, OpKind.Memory);
                AddressBuilder.Set(ref instruction, op, request, bitness, addressSize, (traits & FormTraits.Moffs) != 0);
                break;
            default:
                if (instruction.Code is Code.Xbegin_rel16 or Code.Xbegin_rel32)
                    kind = bitness == 64 ? OpKind.NearBranch64 : OpKind.NearBranch32; // the one branch whose code does not depend on the mode
                instruction.SetOpKind(slot, kind);
                SetNumber(ref instruction, slot, kind, op.Form == OpForm.Immediate ? op.Value : 0);
                break;
        }

        if (op.MaskRegister != Register.None)
            instruction.OpMask = op.MaskRegister;
        if ((op.Decorations & ~OpDecorations.Broadcast) != OpDecorations.None)
            Decorate(ref instruction, op.Decorations);
    }

    private static void SetNumber(ref Instruction instruction, int slot, OpKind kind, long value)
    {
        // Branch targets come out of the layout; what is here must only be encodable.
        if (kind is OpKind.NearBranch16 or OpKind.NearBranch32 or OpKind.NearBranch64)
            instruction.NearBranch64 = 0;
        else
            instruction.SetImmediate(slot, Truncated(kind, value));
    }

    /// <summary>The number in the field's own width, as Iced's checks want it.</summary>
    private static long Truncated(OpKind kind, long value) => kind switch
    {
        OpKind.Immediate8to16 or OpKind.Immediate8to32 or OpKind.Immediate8to64 => unchecked((sbyte)value),
        _ => value,
    };

    private static void Decorate(ref Instruction instruction, OpDecorations decorations)
    {
        if ((decorations & OpDecorations.Zeroing) != 0)
            instruction.ZeroingMasking = true;
        if ((decorations & OpDecorations.Sae) != 0)
            instruction.SuppressAllExceptions = true;
        if ((decorations & OpDecorations.AnyRounding) == 0)
            return;
        instruction.RoundingControl = (decorations & OpDecorations.AnyRounding) switch
        {
            OpDecorations.RoundNearest => RoundingControl.RoundToNearest,
            OpDecorations.RoundDown => RoundingControl.RoundDown,
            OpDecorations.RoundUp => RoundingControl.RoundUp,
            _ => RoundingControl.RoundTowardZero,
        };
    }

    /// <summary>A general register in the size that the code has.</summary>
    private static Register Resized(Register register, Code code)
    {
        if (register is < Register.AX or > Register.R15)
            return register;
        var number = register.GetNumber();
        return ResizedTo(code) switch { 16 => Register.AX + number, 64 => Register.RAX + number, _ => Register.EAX + number };
    }

    /// <summary>The bits of the general registers of a code that takes those of other sizes too. Iced knows it, but makes a description of each of its codes first, which takes milliseconds.</summary>
    internal static int ResizedTo(Code code) => code switch
    {
        Code.Arpl_rm16_r16 or Code.Lldt_rm16 or Code.Lmsw_rm16 or Code.Ltr_rm16 or Code.Mov_Sreg_rm16 or Code.Verr_rm16 or Code.Verw_rm16 => 16,
        Code.Lar_r64_r64m16 or Code.Lsl_r64_r64m16 => 64,
        _ => 32,
    };
}
