// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Encoding;

/// <summary>Tells the kinds of an operand.</summary>
internal static class OperandClassifier
{
    /// <summary>A symbol's value is not known yet: it goes where the widest number of its place goes.</summary>
    private const OperandKinds UnknownNumber = OperandKinds.Imm8 | OperandKinds.Imm8OfByte | OperandKinds.Imm16 | OperandKinds.Imm16OfWord | OperandKinds.Imm32 | OperandKinds.Imm32To64 | OperandKinds.Imm64;

    private static readonly OperandKinds[] ByRegister = RegisterKinds();

    /// <summary>The kinds of <paramref name="op"/>.</summary>
    /// <exception cref="EntryAsmException">It is an error by itself, whatever the instruction.</exception>
    public static OperandKinds Of(in Op op) => op.Form switch
    {
        OpForm.Register => ByRegister[(int)op.Register],
        OpForm.Immediate => Number(op.Value),
        OpForm.Memory => Memory(op),
        OpForm.Symbolic => Symbolic(op),
        OpForm.Address => throw Error.BadAddress("'" + op + "' is an address, not an operand; put it between brackets, as in 'qword[" + op + "]'"),
        OpForm.Quotient => throw Error.NoRelocation("'" + op + "' is not known yet here, and no relocation can express a division; bind both places before, or put it into data"),
        OpForm.Invalid => throw ((InvalidSymbol)op.Symbol!).Error,
        _ => throw Error.BadAddress("an operand is missing"),
    };

    /// <summary>The kinds of every operand; <see cref="OperandKinds.None"/> after the last.</summary>
    /// <inheritdoc cref="Of(in Op)"/>
    public static OperandSet Of(in OperandList operands) => new(
        operands.Count > 0 ? Of(operands[0]) : OperandKinds.None,
        operands.Count > 1 ? Of(operands[1]) : OperandKinds.None,
        operands.Count > 2 ? Of(operands[2]) : OperandKinds.None,
        operands.Count > 3 ? Of(operands[3]) : OperandKinds.None,
        operands.Count > 4 ? Of(operands[4]) : OperandKinds.None);

    private static OperandKinds Symbolic(in Op op)
    {
        if (op.Symbol is null)
            throw Error.NullSymbol();
        if (op.Symbol is SymbolReference { IsWide: true })
            return UnknownNumber & ~OperandKinds.Imm32To64;
        return op.Minus is null ? UnknownNumber | OperandKinds.Target : UnknownNumber;
    }

    private static OperandKinds Number(long value)
    {
        var kinds = OperandKinds.Imm64;
        if (value is < int.MinValue or > uint.MaxValue)
            return kinds;
        kinds |= OperandKinds.Imm32;
        if (value <= int.MaxValue)
            kinds |= OperandKinds.Imm32To64;
        if ((sbyte)value == (int)value)
            kinds |= OperandKinds.Imm8To32;
        if (value is < -ushort.MaxValue or > ushort.MaxValue)
            return kinds;
        kinds |= OperandKinds.Imm16OfWord;
        if (value >= short.MinValue)
            kinds |= (sbyte)value == (short)value ? OperandKinds.Imm16 | OperandKinds.Imm8To16 : OperandKinds.Imm16;
        if (value is < -byte.MaxValue or > byte.MaxValue)
            return kinds;
        kinds |= OperandKinds.Imm8OfByte;
        if (value < sbyte.MinValue)
            return kinds;
        kinds |= OperandKinds.Imm8;
        if (value <= sbyte.MaxValue)
            kinds |= OperandKinds.Imm8To64;
        return value is >= 0 and < 16 ? kinds | OperandKinds.Imm4 | SpecialNumber(value) : kinds;
    }

    private static OperandKinds SpecialNumber(long value) => value switch { 1 => OperandKinds.One, 3 => OperandKinds.Three, _ => OperandKinds.None };

    private static OperandKinds Memory(in Op op)
    {
        if (op.Symbol is InvalidSymbol invalid)
            throw invalid.Error;
        if ((op.Decorations & OpDecorations.Broadcast) != 0)
            return Broadcast(op.Width);
        if (VectorIndex(op) is var vector && vector != OperandKinds.None)
            return vector;

        var kinds = op.Width switch
        {
            MemoryWidth.None => OperandKinds.MemoryUnsized,
            MemoryWidth.Byte => OperandKinds.MemoryByte,
            MemoryWidth.Word => OperandKinds.MemoryWord,
            MemoryWidth.Dword => OperandKinds.MemoryDword,
            MemoryWidth.Fword => OperandKinds.MemoryFword,
            MemoryWidth.Qword => OperandKinds.MemoryQword,
            MemoryWidth.Tbyte => OperandKinds.MemoryTbyte,
            MemoryWidth.Xmmword => OperandKinds.MemoryXmmword,
            MemoryWidth.Ymmword => OperandKinds.MemoryYmmword,
            _ => OperandKinds.MemoryZmmword,
        };
        return op.Register == Register.None && op.IndexRegister == Register.None ? kinds | OperandKinds.MemoryOffset : kinds;
    }

    private static OperandKinds Broadcast(MemoryWidth width) => width switch
    {
        MemoryWidth.Word => OperandKinds.Broadcast16,
        MemoryWidth.Dword => OperandKinds.Broadcast32,
        MemoryWidth.Qword => OperandKinds.Broadcast64,
        MemoryWidth.None => OperandKinds.Broadcast16 | OperandKinds.Broadcast32 | OperandKinds.Broadcast64,
        _ => throw Error.NoSuchForm("only a word, dword or qword can be broadcast, not " + OpText.Width(width)),
    };

    private static OperandKinds VectorIndex(in Op op)
    {
        var kinds = ByRegister[(int)op.IndexRegister] | ByRegister[(int)op.Register];
        if ((kinds & (OperandKinds.Xmm | OperandKinds.Ymm | OperandKinds.Zmm)) == 0)
            return OperandKinds.None;
        return (kinds & OperandKinds.Zmm) != 0 ? OperandKinds.VectorZmm
            : (kinds & OperandKinds.Ymm) != 0 ? OperandKinds.VectorYmm : OperandKinds.VectorXmm;
    }

    private static OperandKinds[] RegisterKinds()
    {
        var kinds = new OperandKinds[256];
        void Range(Register first, Register last, OperandKinds kind)
        {
            for (var register = first; register <= last; register++)
                kinds[(int)register] = kind;
        }

        Range(Register.AL, Register.R15L, OperandKinds.OtherR8);
        Range(Register.AX, Register.R15W, OperandKinds.OtherR16);
        Range(Register.EAX, Register.R15D, OperandKinds.OtherR32);
        Range(Register.RAX, Register.R15, OperandKinds.OtherR64);
        kinds[(int)Register.AL] = OperandKinds.Al;
        kinds[(int)Register.CL] = OperandKinds.Cl;
        kinds[(int)Register.AX] = OperandKinds.Ax;
        kinds[(int)Register.DX] = OperandKinds.Dx;
        kinds[(int)Register.EAX] = OperandKinds.Eax;
        kinds[(int)Register.RAX] = OperandKinds.Rax;
        kinds[(int)Register.ES] = OperandKinds.Es;
        kinds[(int)Register.CS] = OperandKinds.Cs;
        kinds[(int)Register.SS] = OperandKinds.Ss;
        kinds[(int)Register.DS] = OperandKinds.Ds;
        kinds[(int)Register.FS] = OperandKinds.Fs;
        kinds[(int)Register.GS] = OperandKinds.Gs;
        Range(Register.CR0, Register.CR15, OperandKinds.Control);
        Range(Register.DR0, Register.DR15, OperandKinds.Debug);
        Range(Register.ST0, Register.ST7, OperandKinds.OtherSt);
        kinds[(int)Register.ST0] = OperandKinds.St0;
        Range(Register.MM0, Register.MM7, OperandKinds.Mm);
        Range(Register.XMM0, Register.XMM15, OperandKinds.LowXmm);
        Range(Register.XMM16, Register.XMM31, OperandKinds.HighXmm);
        kinds[(int)Register.XMM0] = OperandKinds.LowXmm | OperandKinds.Xmm0;
        Range(Register.YMM0, Register.YMM15, OperandKinds.LowYmm);
        Range(Register.YMM16, Register.YMM31, OperandKinds.HighYmm);
        Range(Register.ZMM0, Register.ZMM31, OperandKinds.Zmm);
        Range(Register.K0, Register.K7, OperandKinds.Mask);
        Range(Register.BND0, Register.BND3, OperandKinds.Bound);
        Range(Register.TMM0, Register.TMM7, OperandKinds.Tile);
        return kinds;
    }
}
