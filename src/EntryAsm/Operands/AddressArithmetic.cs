// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using Iced.Intel;

namespace EntryAsm.Operands;

/// <summary>
/// What <c>+</c>, <c>-</c>, <c>*</c> and brackets mean between operands. An error makes an invalid operand rather than an exception: the
/// instruction that uses it knows its C# line, an operator does not.
/// </summary>
internal static class AddressArithmetic
{
    public static Op Add(in Op left, in Op right)
    {
        // The common case: something that is an address already, and a number.
        if (right.Form == OpForm.Immediate && left.IsAddressPart)
            return left.Moved(right.Value);
        if (Rejected(left, right) is { } invalid)
            return invalid;
        if (left.Symbol is not null && right.Symbol is not null)
            return Bad("two symbols cannot be added: '" + left + "' and '" + right + "'");
        if (left.Minus is not null && right.Minus is not null)
            return Bad("only one symbol can be subtracted: '" + left + "' and '" + right + "' have two");
        if (!TryJoin(left, right, out var first, out var index, out var scale))
            return Bad("an address has one base and one index register: '" + left + "' and '" + right + "' have more");

        return Sum(first, index, scale, left.Symbol ?? right.Symbol, left.Minus ?? right.Minus, unchecked(left.Value + right.Value));
    }

    public static Op Subtract(in Op left, in Op right)
    {
        if (right.Form == OpForm.Immediate && left.IsAddressPart)
            return left.Moved(unchecked(-right.Value));
        if (left.IsPlainSymbol && right.IsPlainSymbol)
            return new Op(OpForm.Symbolic, unchecked(left.Value - right.Value), symbol: left.Symbol, minus: right.Symbol);
        if (Rejected(left, right) is { } invalid)
            return invalid;
        if (right.Form == OpForm.Symbolic && right.Minus is not null)
            return Add(left, Negate(right));
        if (right.Form is not (OpForm.Immediate or OpForm.Symbolic))
            return Bad("'" + right + "' cannot be subtracted: only a number or a symbol can");
        if (right.Symbol is not null && (left.Symbol is null || left.Minus is not null))
            return Bad("a symbol can be subtracted from one other symbol only, as in 'end - start'");

        return Sum(Plain(left), left.IndexRegister, left.Scale, left.Symbol, right.Symbol ?? left.Minus, unchecked(left.Value - right.Value));
    }

    /// <summary>The other sign: of a number, or of a distance, which then counts from its end.</summary>
    public static Op Negate(in Op part)
    {
        if (part.Form == OpForm.Immediate)
            return unchecked(-part.Value);
        if (part.Form == OpForm.Symbolic && part.Minus is not null)
            return new Op(OpForm.Symbolic, unchecked(-part.Value), symbol: part.Minus, minus: part.Symbol);
        return Rejected(part) ?? Bad("'" + part + "' has no opposite: only a number or a distance such as 'end - start' has");
    }

    /// <summary>A part of a number, or of a distance, without the rest.</summary>
    public static Op Divide(in Op part, int divisor)
    {
        if (divisor <= 0)
            return Bad("'" + part + "' is divided by " + OpText.Number(divisor) + "; the divisor must be 1 or more");
        if (part.Form == OpForm.Immediate)
            return part.Value / divisor;
        return part.Form == OpForm.Symbolic && part.Minus is not null ? part.DividedBy(divisor)
            : Rejected(part) ?? Bad("'" + part + "' cannot be divided: only a number or a distance such as 'end - start' can");
    }

    public static Op Scale(in Op register, int scale)
    {
        if (register.Form == OpForm.Invalid)
            return register;
        if (register.Form == OpForm.Immediate)
            return unchecked(register.Value * scale);
        if (register.Form != OpForm.Register)
            return Rejected(register) ?? Bad("only a register can be scaled, not '" + register + "'");
        if (scale is not (1 or 2 or 4 or 8))
            return Bad("the scale is " + OpText.Number(scale) + "; it must be 1, 2, 4 or 8");

        return new Op(OpForm.Address, index: register.Register, scale: (byte)scale);
    }

    public static Op Memory(in Op address, MemoryWidth width, Register segment, OpDecorations decorations, int broadcastCount) =>
        address.IsAddressPart || address.Form == OpForm.Immediate ? address.AsMemory(width, segment, decorations, broadcastCount) : Rejected(address)!.Value;

    /// <summary>Puts the registers of both sides into base and index; false where there are too many.</summary>
    private static bool TryJoin(in Op left, in Op right, out Register first, out Register index, out byte scale)
    {
        Register a = Plain(left), b = Plain(right);
        first = a != Register.None ? a : b;
        (index, scale) = left.IndexRegister != Register.None ? (left.IndexRegister, left.Scale) : (right.IndexRegister, right.Scale);
        if (left.IndexRegister != Register.None && right.IndexRegister != Register.None)
            return false;
        if (a == Register.None || b == Register.None)
            return true;
        if (index != Register.None)
            return false;

        index = b;
        return true;
    }

    private static Register Plain(in Op part) => part.Form is OpForm.Register or OpForm.Address ? part.Register : Register.None;

    private static Op Sum(Register first, Register index, byte scale, Symbol? symbol, Symbol? minus, long value)
    {
        var form = first != Register.None || index != Register.None ? OpForm.Address : symbol is null ? OpForm.Immediate : OpForm.Symbolic;
        return new Op(form, value, first, index, index == Register.None ? (byte)1 : scale, symbol, minus);
    }

    /// <summary>The operand that tells why one of the two can be no part of an address: memory, nothing, a symbol that is null.</summary>
    private static Op? Rejected(in Op left, in Op right) => Rejected(left) ?? Rejected(right);

    private static Op? Rejected(in Op part) => part.Form switch
    {
        OpForm.Invalid => (Op?)part,
        OpForm.None => Bad("an operand is missing"),
        OpForm.Memory => Bad("memory '" + part + "' cannot be part of an address; load it into a register first"),
        OpForm.Symbolic when part.Symbol is null => Op.Invalid(Error.NullSymbol()),
        _ => (Op?)null,
    };

    private static Op Bad(string reason) => Op.Invalid(Error.BadAddress(reason));
}
