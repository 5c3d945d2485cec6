// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm;

/// <summary>
/// One operand of an instruction or one value of a data directive: a register, a number, a symbol with an addend, a difference of
/// symbols, or memory. Numbers, registers and symbols convert to it by themselves; arithmetic on them builds addresses:
/// <c>qword[rbx + rcx * 8 + 16]</c>, <c>qword.gs[cpu_tss_rw + 20]</c>, <c>done - start</c>.
/// </summary>
public readonly struct Op
{
    internal Op(OpForm form, long value = 0, Register register = Register.None, Register index = Register.None, byte scale = 1,
        Symbol? symbol = null, Symbol? minus = null, Register segment = Register.None, MemoryWidth width = MemoryWidth.None,
        Register mask = Register.None, OpDecorations decorations = OpDecorations.None)
    {
        Symbol = symbol;
        Minus = minus;
        Value = value;
        Shape = (byte)form | (ulong)register << 8 | (ulong)index << 16 | (ulong)scale << 24 | (ulong)segment << 32 | (ulong)mask << 40 | (ulong)width << 48
            | (ulong)decorations << 56;
    }

    /// <summary>Shapes without registers and width; the scale stands at bit 24 and is 1.</summary>
    private const ulong ImmediateShape = (ulong)OpForm.Immediate | 1 << 24, SymbolicShape = (ulong)OpForm.Symbolic | 1 << 24;

    private Op(Symbol? symbol, Symbol? minus, long value, ulong shape)
    {
        Symbol = symbol;
        Minus = minus;
        Value = value;
        Shape = shape;
    }

    /// <summary>The symbol added, if any.</summary>
    internal Symbol? Symbol { get; }

    /// <summary>The symbol subtracted, if any.</summary>
    internal Symbol? Minus { get; }

    internal bool NamesSymbol => Symbol is not null || Minus is not null;

    /// <summary>Immediate, addend or displacement.</summary>
    internal long Value { get; }

    /// <summary>
    /// All the rest, a byte each (Iced numbers registers below 256): two operands of one shape, value and kind of symbol encode alike.
    /// <code>
    ///  63       56 55  48 47  40 39    32 31  28 27 24 23  16 15     8 7    0
    /// +-----------+------+------+--------+------+-----+------+--------+------+
    /// |decorations| width| mask | segment| bcst |scale|index |register| form |   bcst: log2 of the broadcast count
    /// +-----------+------+------+--------+------+-----+------+--------+------+
    /// </code>
    /// Of a quotient the upper half is the divisor.
    /// </summary>
    internal ulong Shape { get; }

    internal OpForm Form => (OpForm)(byte)Shape;

    /// <summary>The register itself, or the base register of an address.</summary>
    internal Register Register => (Register)(byte)(Shape >> 8);

    internal Register IndexRegister => (Register)(byte)(Shape >> 16);

    /// <summary>1, 2, 4 or 8.</summary>
    internal byte Scale => (byte)((Shape >> 24) & 0xf);

    /// <summary>How many elements a broadcast is declared to fill; 0 if that is not given.</summary>
    internal int BroadcastCount => (int)(Shape >> 28 & 0xf) is not 0 and var log2 ? 1 << log2 : 0;

    internal Register SegmentRegister => (Register)(byte)(Shape >> 32);

    internal Register MaskRegister => (Register)(byte)(Shape >> 40);

    internal MemoryWidth Width => (MemoryWidth)(byte)(Shape >> 48);

    internal OpDecorations Decorations => (OpDecorations)(byte)(Shape >> 56);

    internal bool IsNone => Form == OpForm.None;

    /// <summary>An operand that is an error, reported where it is used.</summary>
    internal static Op Invalid(EntryAsmException error) => new(OpForm.Invalid, symbol: new InvalidSymbol(error));

    /// <summary>The distance between two symbols; a null symbol is an error where the operand is used.</summary>
    internal static Op Difference(Symbol end, Symbol start) => new(end, start, 0, SymbolicShape);

    /// <summary>An operand from a register; the assembler's own registers are made by it.</summary>
    internal static Op FromRegister(Register register) => new(OpForm.Register, register: register);

    /// <summary>The symbol's address. A null symbol is an error where the operand is used.</summary>
    public static implicit operator Op(Symbol symbol) => new(symbol, null, 0, SymbolicShape);

    /// <summary>A number.</summary>
    public static implicit operator Op(sbyte value) => new(null, null, value, ImmediateShape);

    /// <summary>A number.</summary>
    public static implicit operator Op(byte value) => new(null, null, value, ImmediateShape);

    /// <summary>A number.</summary>
    public static implicit operator Op(short value) => new(null, null, value, ImmediateShape);

    /// <summary>A number.</summary>
    public static implicit operator Op(ushort value) => new(null, null, value, ImmediateShape);

    /// <summary>A number.</summary>
    public static implicit operator Op(char value) => new(null, null, value, ImmediateShape);

    /// <summary>A number.</summary>
    public static implicit operator Op(int value) => new(null, null, value, ImmediateShape);

    /// <summary>A number.</summary>
    public static implicit operator Op(uint value) => new(null, null, value, ImmediateShape);

    /// <summary>A number.</summary>
    public static implicit operator Op(long value) => new(null, null, value, ImmediateShape);

    /// <summary>A number; from 2^63 on it stands for the negative number of the same 64 bits.</summary>
    public static implicit operator Op(ulong value) => new(null, null, unchecked((long)value), ImmediateShape);

    /// <summary>The sum of two address parts: registers, symbols, numbers.</summary>
    /// <remarks>A sum that is no x86 address (three registers, two scaled ones, two symbols, memory) is reported by the instruction that uses it.</remarks>
    public static Op operator +(Op left, Op right) => AddressArithmetic.Add(left, right);

    /// <summary>An address part minus a number, or the distance in bytes between two symbols.</summary>
    /// <remarks>Subtracting a register or memory is reported by the instruction that uses the result.</remarks>
    public static Op operator -(Op left, Op right) => AddressArithmetic.Subtract(left, right);

    /// <summary>A scaled index register: <c>rcx * 8</c>.</summary>
    /// <remarks>A scale other than 1, 2, 4 or 8 is reported by the instruction that uses the result.</remarks>
    public static Op operator *(Op register, int scale) => AddressArithmetic.Scale(register, scale);

    /// <summary>A scaled index register: <c>8 * rcx</c>.</summary>
    /// <remarks>A scale other than 1, 2, 4 or 8 is reported by the instruction that uses the result.</remarks>
    public static Op operator *(int scale, Op register) => AddressArithmetic.Scale(register, scale);

    /// <summary>The opposite of a number or of a distance between two symbols: <c>-(end - start)</c> is <c>start - end</c>.</summary>
    public static Op operator -(Op part) => AddressArithmetic.Negate(part);

    /// <summary>A part of a distance between two symbols, rounded toward zero: <c>(end - start) / 512</c> is a count of sectors.</summary>
    /// <remarks>It can be used in data and in the counts of directives, and in an instruction if both places are bound before it.</remarks>
    public static Op operator /(Op part, int divisor) => AddressArithmetic.Divide(part, divisor);

    /// <summary>Write mask <c>{k1}</c> (Intel SDM vol. 2, 2.7.1).</summary>
    public Op k1 => WithMask(Register.K1);

    /// <summary>Write mask <c>{k2}</c>.</summary>
    public Op k2 => WithMask(Register.K2);

    /// <summary>Write mask <c>{k3}</c>.</summary>
    public Op k3 => WithMask(Register.K3);

    /// <summary>Write mask <c>{k4}</c>.</summary>
    public Op k4 => WithMask(Register.K4);

    /// <summary>Write mask <c>{k5}</c>.</summary>
    public Op k5 => WithMask(Register.K5);

    /// <summary>Write mask <c>{k6}</c>.</summary>
    public Op k6 => WithMask(Register.K6);

    /// <summary>Write mask <c>{k7}</c>.</summary>
    public Op k7 => WithMask(Register.K7);

    /// <summary>Zeroing masking <c>{z}</c>: masked elements become zero instead of keeping their value.</summary>
    public Op z => With(OpDecorations.Zeroing);

    /// <summary>Suppress all exceptions <c>{sae}</c>; goes on the last register operand.</summary>
    public Op sae => With(OpDecorations.Sae);

    /// <summary>Round to nearest, suppress all exceptions <c>{rn-sae}</c>; goes on the last register operand.</summary>
    public Op rn_sae => With(OpDecorations.RoundNearest);

    /// <summary>Round down, suppress all exceptions <c>{rd-sae}</c>; goes on the last register operand.</summary>
    public Op rd_sae => With(OpDecorations.RoundDown);

    /// <summary>Round up, suppress all exceptions <c>{ru-sae}</c>; goes on the last register operand.</summary>
    public Op ru_sae => With(OpDecorations.RoundUp);

    /// <summary>Round toward zero, suppress all exceptions <c>{rz-sae}</c>; goes on the last register operand.</summary>
    public Op rz_sae => With(OpDecorations.RoundZero);

    /// <inheritdoc/>
    public override string ToString() => OpText.Format(this);

    /// <summary>True for registers, symbols and their sums.</summary>
    internal bool IsAddressPart => Form is OpForm.Register or OpForm.Address || (Form == OpForm.Symbolic && Symbol is not null);

    /// <summary>True for a symbol with an addend.</summary>
    internal bool IsPlainSymbol => Form == OpForm.Symbolic && Symbol is not null && Minus is null;

    /// <summary>An address part and a number.</summary>
    internal Op Moved(long by) => new(Symbol, Minus, unchecked(Value + by), Form == OpForm.Register ? Shape - (ulong)OpForm.Register + (ulong)OpForm.Address : Shape);

    internal Op AsMemory(MemoryWidth width, Register segment, OpDecorations decorations, int broadcastCount = 0) => new(Symbol, Minus, Value,
        (Shape & 0x0fffff00) | (ulong)Log2(broadcastCount) << 28 | (ulong)OpForm.Memory | (ulong)segment << 32 | (ulong)width << 48 | (ulong)decorations << 56);

    /// <summary>What a distance is divided by; 1 for one that is whole.</summary>
    internal int Divisor => Form == OpForm.Quotient ? (int)(Shape >> 32) : 1;

    internal Op DividedBy(int divisor) => new(Symbol, Minus, Value, (ulong)OpForm.Quotient | 1 << 24 | (ulong)(uint)divisor << 32);

    /// <summary>The same operand about other symbols.</summary>
    internal Op About(Symbol? symbol, Symbol? minus, long value) => new(symbol, minus, value, Form == OpForm.Symbolic && symbol is null ? ImmediateShape : Shape);

    private static int Log2(int count) => count switch { 2 => 1, 4 => 2, 8 => 3, 16 => 4, 32 => 5, _ => 0 };

    internal Op WithMask(Register mask) => MaskRegister != Register.None
        ? Invalid(Error.NoSuchForm("an operand has one write mask, and '" + this + "' has two: " + OpText.Name(MaskRegister) + " and " + OpText.Name(mask)))
        : new(Symbol, Minus, Value, Shape | (ulong)mask << 40);

    internal Op With(OpDecorations more) => new(Symbol, Minus, Value, Shape | (ulong)more << 56);
}
