// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.Flow;

/// <summary>What a conditional branch says about the paths on its two sides.</summary>
internal static class Conditions
{
    /// <summary>The worlds in which the branch is taken, and in which not; null where it never is.</summary>
    public static (World? Taken, World? Not) Split(MachineState state, ConditionCode condition, FlowCode code)
    {
        var (flags, bases) = (state.Flags, code.Bases);
        if (Known(flags, condition) is { } known)
            return known ? (state.World, null) : (null, state.World);
        if (OfZero(condition) is { } ifClear && flags.Kind == FlagsKind.Test && flags.Right.IsConstant && bases.HasSome(Plain(flags.Left, bases), flags.Right.Offset))
            return ifClear ? (null, state.World) : (state.World, null);
        if (OfZero(condition) is { } ifZero && Origin(flags, bases) is { } origin)
        {
            var (zero, other) = (origin.IfZero is { } kernel ? state.World.From(kernel) : state.World, origin.IfNot is { } otherwise ? state.World.From(otherwise) : state.World);
            if (flags.Kind == FlagsKind.Compare && origin.IfNot == true && !other.IsPossible)
                other = state.World; // Another selector of a user's.
            return ifZero ? Possible(zero, other) : Possible(other, zero);
        }

        if (OfZero(condition) is not null && MayBeOfCs(flags, bases))
            return (state.World.WithGs(null), state.World.WithGs(null));
        if (OfZero(condition) is { } ifEqual && FaultingPlace(flags, bases) is { } fault)
        {
            var there = state.World.InterruptedAt(code.PlaceOf(fault) is { } place && code.At(place) is { Code.Mnemonic: Mnemonic.Iretq });
            return ifEqual ? Possible(there, state.World) : Possible(state.World, there);
        }
        if (condition is ConditionCode.s or ConditionCode.ns && flags.Kind is FlagsKind.Test or FlagsKind.Result && bases.Is(flags.Left, BaseKind.GsBase))
            return Possible(state.World.OnlyGs(condition == ConditionCode.s), state.World.OnlyGs(condition != ConditionCode.s));
        if (PageTablesOf(flags, condition, bases) is { } tables)
            return Possible(state.World.OnlyCr3(!tables.UserIfTaken, tables.AtEntry), state.World.OnlyCr3(tables.UserIfTaken, tables.AtEntry));
        return (state.World, state.World);
    }

    /// <summary>Whether what the branch looks at is the saved CS.</summary>
    public static bool LooksAtCs(MachineState state, ConditionCode condition, FlowCode code) => OfZero(condition) is not null && Origin(state.Flags, code.Bases) is not null;

    /// <summary>Whether what it looks at is the saved SS: only a program of ring 3 has one in the local descriptor table, but it is no test of where execution came from.</summary>
    public static bool LooksAtSs(MachineState state) => state.Flags is { Kind: FlagsKind.Test, Right: { IsConstant: true, Offset: LocalTable } };

    private static (World?, World?) Possible(World taken, World not) => (taken.IsPossible ? taken : null, not.IsPossible ? not : null);

    /// <summary>Whether the condition is that ZF is set (true), that it is clear (false), or another one.</summary>
    private static bool? OfZero(ConditionCode condition) => condition switch { ConditionCode.e => true, ConditionCode.ne => false, _ => null };

    /// <summary>
    /// A test of the saved CS: its lowest two bits are the privilege level of what was interrupted. Compared with the selector of a ring, what is not equal is of the other
    /// ring: a kernel runs with one selector, and one that compares with its users' has one. A saved SS in the local descriptor table is that of a user.
    /// </summary>
    /// <returns>Whether it was the kernel that was interrupted, if ZF is set and if not; null for what does not tell.</returns>
    private static (bool? IfZero, bool? IfNot)? Origin(FlagsSource flags, Bases bases)
    {
        var (left, mask) = flags.Kind switch
        {
            FlagsKind.Test when flags.Right.IsConstant => (flags.Left, flags.Right.Offset),
            FlagsKind.Compare when flags.Right.IsConstant => (flags.Left, flags.Right.Offset),
            FlagsKind.Result when bases[flags.Left.Base] is { Kind: BaseKind.Expression } key && key.A == (long)ValueOperation.And => (new Value((int)key.B, key.C), key.D),
            _ => default,
        };
        if (!left.IsKnown)
            return null;
        var plain = Plain(left, bases);
        if (plain == bases.Register(MachineRegister.Ss) && flags.Kind != FlagsKind.Compare && mask == LocalTable)
            return (null, false);
        if (plain != bases.Register(MachineRegister.Cs))
            return null;
        if (flags.Kind == FlagsKind.Compare)
            return ((mask & 3) == 0, (mask & 3) != 0);
        return (mask & 3) != 0 ? (true, false) : null;
    }

    /// <summary>
    /// Whether the two lowest bits of a word are tested that may be the saved CS, on a stack that is not followed (paths with different stacks join). What the sides tell of the GS
    /// base then is not known, where for the code it is: neither side is held for wrong.
    /// </summary>
    private static bool MayBeOfCs(FlagsSource flags, Bases bases) => flags.Kind == FlagsKind.Test && flags.Right is { IsConstant: true, Offset: 3 }
        && bases[flags.Left.Base].Kind is BaseKind.Unknown or BaseKind.Joined or BaseKind.Memory or BaseKind.Expression;

    /// <summary>The bit of a selector that names the local descriptor table.</summary>
    private const int LocalTable = 4;

    /// <summary>The place whose address the saved RIP was compared with: an instruction that faults with the user's GS base.</summary>
    private static Value? FaultingPlace(FlagsSource flags, Bases bases)
    {
        if (flags.Kind != FlagsKind.Compare)
            return null;
        Value left = Plain(flags.Left, bases), right = Plain(flags.Right, bases), rip = bases.Register(MachineRegister.Rip);
        return left == rip && bases.Is(right, BaseKind.Section) ? right : right == rip && bases.Is(left, BaseKind.Section) ? left : null;
    }

    /// <summary>The value without what only narrows it, or says that it may have been changed.</summary>
    private static Value Plain(Value value, Bases bases)
    {
        while (true)
        {
            var key = bases[value.Base];
            if (key.Kind == BaseKind.Expression && key.A == (long)ValueOperation.LowBytes && value.Offset == 0)
                value = new Value((int)key.B, key.C);
            else if (key.Kind == BaseKind.PerhapsChanged)
                value = bases.Unchanged(value);
            else
                return value;
        }
    }

    private static (bool UserIfTaken, bool AtEntry)? PageTablesOf(FlagsSource flags, ConditionCode condition, Bases bases)
    {
        bool? userIfTaken = (flags.Kind, condition) switch
        {
            (FlagsKind.Bit, ConditionCode.b) => true,
            (FlagsKind.Bit, ConditionCode.ae) => false,
            (FlagsKind.Test, ConditionCode.ne) => true,
            (FlagsKind.Test, ConditionCode.e) => false,
            _ => null,
        };
        var isTheBit = flags.Right.IsConstant && flags.Right.Offset == (flags.Kind == FlagsKind.Bit ? PageTables.UserBit : 1 << PageTables.UserBit);
        if (userIfTaken is not { } user || !isTheBit || flags.Left.Offset != 0 || bases[flags.Left.Base] is not { Kind: BaseKind.PageTables } key)
            return null;
        return (user, key.A == 0);
    }

    /// <summary>Whether the branch is taken, where numbers decide.</summary>
    private static bool? Known(FlagsSource flags, ConditionCode condition)
    {
        if (flags.Kind == FlagsKind.None || !flags.Left.IsConstant || flags.Kind != FlagsKind.Result && !flags.Right.IsConstant)
            return null;
        var shift = 64 - 8 * flags.Bytes;
        long left = flags.Left.Offset << shift >> shift, right = flags.Right.Offset << shift >> shift;
        if (flags.Kind == FlagsKind.Bit)
        {
            var isSet = (flags.Left.Offset >> (int)(flags.Right.Offset & (8 * flags.Bytes - 1)) & 1) != 0;
            return condition switch { ConditionCode.b => isSet, ConditionCode.ae => !isSet, _ => null };
        }

        if (flags.Kind == FlagsKind.Compare)
            return Compared(left, right, unchecked((ulong)left << shift), unchecked((ulong)right << shift), condition, shift);
        var result = flags.Kind == FlagsKind.Test ? left & right : left;
        return condition switch
        {
            ConditionCode.e => result == 0,
            ConditionCode.ne => result != 0,
            ConditionCode.s => result < 0,
            ConditionCode.ns => result >= 0,
            _ => null,
        };
    }

    private static bool? Compared(long left, long right, ulong unsignedLeft, ulong unsignedRight, ConditionCode condition, int shift) => condition switch
    {
        ConditionCode.e => left == right,
        ConditionCode.ne => left != right,
        ConditionCode.b => unsignedLeft < unsignedRight,
        ConditionCode.ae => unsignedLeft >= unsignedRight,
        ConditionCode.be => unsignedLeft <= unsignedRight,
        ConditionCode.a => unsignedLeft > unsignedRight,
        ConditionCode.l => left < right,
        ConditionCode.ge => left >= right,
        ConditionCode.le => left <= right,
        ConditionCode.g => left > right,
        ConditionCode.s => unchecked((left - right) << shift) < 0,
        ConditionCode.ns => unchecked((left - right) << shift) >= 0,
        _ => null,
    };
}
