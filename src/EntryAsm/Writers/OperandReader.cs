// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Writers;

/// <summary>What differs between the ways of writing the same decoded operands.</summary>
/// <param name="Width">The width of memory.</param>
/// <param name="BroadcastCount">How many elements a broadcast is said to fill; 0 where it is not said.</param>
/// <param name="IsOtherSign">True for a number with the other sign: -65535 for 1 in 16 bits.</param>
/// <param name="AsDecoded">True for registers in the size that the decoder gives them, where the processor reads a selector.</param>
internal readonly record struct OperandSpelling(MemoryWidth Width, int BroadcastCount = 0, bool IsOtherSign = false, bool AsDecoded = false);

/// <summary>Makes operands as an author writes them of those that the decoder gives.</summary>
/// <param name="references">Writes what is in the fields; null where nobody asks for it.</param>
internal sealed class OperandReader(ReferenceText? references)
{
    /// <summary>The operands of a form, in the order in which they are written; null where the decoded instruction has others.</summary>
    public Op[]? Read(in DecodedItem item, ulong row, FormTraits traits, in OperandSpelling spelling)
    {
        if (Forms.KindOf(row, 0) is OpKind.FarBranch16 or OpKind.FarBranch32)
            return FarTarget(item);
        if ((traits & FormTraits.Swapped) != 0)
            return [Operand(item, 1, spelling), Operand(item, 0, spelling)];
        if ((traits & FormTraits.Repeated) != 0)
            return item.Instruction.Op0Register == item.Instruction.Op1Register ? [Operand(item, 0, spelling), Operand(item, 2, spelling)] : null;
        var operands = new Op[Forms.Slots(row)];
        var count = 0;
        for (var slot = 0; slot < Forms.Slots(row); slot++)
        {
            if (Forms.Kinds(row, slot) == OperandKinds.None)
                continue;
            if (slot >= item.Instruction.OpCount)
                return null;
            operands[count++] = Operand(item, slot, spelling);
        }

        if (count != operands.Length)
            Array.Resize(ref operands, count);
        return Decorated(item.Instruction, operands);
    }

    /// <summary>The width in which the decoder sees memory.</summary>
    public static MemoryWidth WidthOf(in Instruction code)
    {
        if (code.Mnemonic == Mnemonic.Lea || code.MemorySize == Iced.Intel.MemorySize.Unknown)
            return MemoryWidth.None;
        var size = code.IsBroadcast ? code.MemorySize.GetElementSize() : code.MemorySize.GetSize();
        return size is 1 or 2 or 4 or 6 or 8 or 10 or 16 or 32 or 64 ? (MemoryWidth)size : MemoryWidth.None;
    }

    private Op[] FarTarget(in DecodedItem item) =>
    [
        item.SecondImmediate is { } selector ? Named(selector) : (Op)item.Instruction.FarBranchSelector,
        item.Immediate is { } target ? Named(target) : (Op)(item.Instruction.Op0Kind == OpKind.FarBranch16 ? item.Instruction.FarBranch16 : item.Instruction.FarBranch32),
    ];

    private Op Operand(in DecodedItem item, int operand, in OperandSpelling spelling)
    {
        var code = item.Instruction;
        switch (code.GetOpKind(operand))
        {
            case OpKind.Register:
                return Op.FromRegister(spelling.AsDecoded ? code.GetOpRegister(operand) : InItsOwnSize(code.Code, code.GetOpRegister(operand)));
            case OpKind.NearBranch16 or OpKind.NearBranch32 or OpKind.NearBranch64:
                return item.Immediate is { } target ? Named(target) : new WrittenSymbol("dot" + InstructionText.Signed(unchecked((long)(code.NearBranchTarget - item.Address))));
            case OpKind.Memory:
                return Memory(item, spelling);
            case OpKind.MemorySegSI or OpKind.MemorySegESI or OpKind.MemorySegRSI or OpKind.MemorySegDI or OpKind.MemorySegEDI or OpKind.MemorySegRDI
                or OpKind.MemoryESDI or OpKind.MemoryESEDI or OpKind.MemoryESRDI:
                return StringMemory(code, operand);
            case OpKind.Immediate8_2nd:
                return item.SecondImmediate is { } second ? Named(second) : (Op)code.Immediate8_2nd;
            default:
                return item.Immediate is { } value ? Named(value) : Number(code, operand, spelling);
        }
    }

    /// <summary>The processor reads the 16 bits of a selector, and the decoder shows the register that they are part of (Intel SDM vol. 2, MOV, LLDT).</summary>
    private static Register InItsOwnSize(Code code, Register register) => register is >= Register.EAX and <= Register.R15 && code is Code.Mov_Sreg_r32m16 or Code.Mov_Sreg_r64m16
        or Code.Lldt_r32m16 or Code.Lldt_r64m16 or Code.Ltr_r32m16 or Code.Ltr_r64m16 or Code.Verr_r32m16 or Code.Verr_r64m16 or Code.Verw_r32m16 or Code.Verw_r64m16
        or Code.Lmsw_r32m16 or Code.Lmsw_r64m16 or Code.Lkgs_r32m16 or Code.Lkgs_r64m16
        ? Register.AX + register.GetNumber() : register;

    private Op Named(EntryReference reference)
    {
        var symbol = new WrittenSymbol(references?.Expression(reference) ?? "");
        if (references?.IsWide(reference) == true)
            return new SymbolReference(symbol, LinkerReference.Size);
        return new Op(OpForm.Symbolic, symbol: symbol, minus: reference.Minus.IsNone ? null : DotSymbol.Instance);
    }

    private static Op Number(in Instruction code, int operand, in OperandSpelling spelling)
    {
        var (number, bits) = code.GetOpKind(operand) switch
        {
            OpKind.Immediate8 => (code.Immediate8, 8),
            OpKind.Immediate16 => (code.Immediate16, 16),
            OpKind.Immediate32 => (code.Immediate32, 32),
            OpKind.Immediate64 => (unchecked((long)code.Immediate64), 64),
            OpKind.Immediate8to16 => (code.Immediate8to16, 16),
            OpKind.Immediate8to32 => (code.Immediate8to32, 32),
            OpKind.Immediate8to64 => (code.Immediate8to64, 64),
            _ => (code.Immediate32to64, 64),
        };
        return spelling.IsOtherSign && bits < 64 ? number + (number < 0 ? 1L << bits : -(1L << bits)) : number;
    }

    private Op Memory(in DecodedItem item, in OperandSpelling spelling)
    {
        var code = item.Instruction;
        var (first, index) = (code.MemoryBase, code.MemoryIndex);
        if (code.Code == Code.Xlat_m8)
            index = Register.None; // al is implied
        else if (first == Register.None && index.IsVectorRegister() && code.MemoryIndexScale == 1)
            (first, index) = (index, Register.None);
        var symbol = item.Displacement is { } reference ? Named(reference) : default;
        var address = new Op(OpForm.Address, item.Displacement is null ? Displacement(code) : 0, first, index, index == Register.None ? (byte)1 : (byte)code.MemoryIndexScale, symbol.Symbol, symbol.Minus);
        return address.AsMemory(spelling.Width, SegmentOf(code), code.IsBroadcast ? OpDecorations.Broadcast : OpDecorations.None, spelling.BroadcastCount);
    }

    private static long Displacement(in Instruction code)
    {
        if (code.IsIPRelativeMemoryOperand)
            return unchecked((long)(code.IPRelativeMemoryAddress - code.NextIP));
        var hasRegister = code.MemoryBase != Register.None || code.MemoryIndex != Register.None;
        return AddressBits(code) switch
        {
            16 => hasRegister ? unchecked((short)code.MemoryDisplacement64) : (ushort)code.MemoryDisplacement64,
            32 => hasRegister ? unchecked((int)code.MemoryDisplacement64) : (uint)code.MemoryDisplacement64,
            _ => unchecked((long)code.MemoryDisplacement64),
        };
    }

    private static int AddressBits(in Instruction code)
    {
        if (AddressBuilder.RegisterWidth(code.MemoryBase, code.MemoryIndex.IsVectorRegister() ? Register.None : code.MemoryIndex) is not 0 and var width)
            return width;
        return code.MemoryDisplSize switch { 2 => 16, 4 => 32, _ => 64 };
    }

    /// <summary>The memory of a string instruction, which is written where it has a segment or an address size of its own.</summary>
    private static Op StringMemory(in Instruction code, int operand)
    {
        var (register, isSource) = code.GetOpKind(operand) switch
        {
            OpKind.MemorySegSI => (Register.SI, true),
            OpKind.MemorySegESI => (Register.ESI, true),
            OpKind.MemorySegRSI => (Register.RSI, true),
            OpKind.MemorySegDI => (Register.DI, true),
            OpKind.MemorySegEDI => (Register.EDI, true),
            OpKind.MemorySegRDI => (Register.RDI, true),
            OpKind.MemoryESDI => (Register.DI, false),
            OpKind.MemoryESEDI => (Register.EDI, false),
            _ => (Register.RDI, false),
        };
        return new Op(OpForm.Memory, register: register, width: WidthOf(code), segment: isSource ? SegmentOf(code) : Register.None);
    }

    private static Register SegmentOf(in Instruction code) => InstructionText.IsNotrack(code) ? Register.None : code.SegmentPrefix;

    /// <summary>A mask and zeroing go on the first operand, a rounding mode on the last register.</summary>
    private static Op[] Decorated(in Instruction code, Op[] operands)
    {
        if (code.HasOpMask)
            operands[0] = operands[0].WithMask(code.OpMask);
        if (code.ZeroingMasking)
            operands[0] = operands[0].With(OpDecorations.Zeroing);
        var rounding = code.RoundingControl switch
        {
            RoundingControl.RoundToNearest => OpDecorations.RoundNearest,
            RoundingControl.RoundDown => OpDecorations.RoundDown,
            RoundingControl.RoundUp => OpDecorations.RoundUp,
            RoundingControl.RoundTowardZero => OpDecorations.RoundZero,
            _ => code.SuppressAllExceptions ? OpDecorations.Sae : OpDecorations.None,
        };
        if (rounding != OpDecorations.None && Array.FindLastIndex(operands, static op => op.Form == OpForm.Register) is >= 0 and var last)
            operands[last] = operands[last].With(rounding);
        return operands;
    }
}
