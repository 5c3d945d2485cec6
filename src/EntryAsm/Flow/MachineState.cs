// SPDX-License-Identifier: MIT
namespace EntryAsm.Flow;

/// <summary>Eight bytes of memory whose contents are known, or known to be nothing that is known.</summary>
/// <param name="number">The base of the address.</param>
/// <param name="offset">Bytes from it.</param>
/// <param name="value">What they hold.</param>
internal readonly struct Slot(int number, long offset, Value value) : IEquatable<Slot>
{
    // The two numbers side by side: there are many slots, and this is their smallest form.
    private readonly int heldBase = value.Base;

    public int Base { get; } = number;

    public long Offset { get; } = offset;

    private readonly long heldOffset = value.Offset;

    public Value Value => new(heldBase, heldOffset);

    /// <summary>The same eight bytes, holding something else.</summary>
    public Slot Holding(Value other) => new(Base, Offset, other);

    public bool IsAt(in Slot other) => Base == other.Base && Offset == other.Offset;

    /// <summary>The order of slots: by base, then by offset.</summary>
    public bool IsBefore(in Slot other) => Base < other.Base || Base == other.Base && Offset < other.Offset;

    public bool Equals(Slot other) => Base == other.Base && Offset == other.Offset && heldBase == other.heldBase && heldOffset == other.heldOffset;

    public override bool Equals(object? obj) => obj is Slot other && Equals(other);

    public override int GetHashCode() => (Base, Offset, Value).GetHashCode();
}

/// <summary>What an instruction compared, so that the branch after it tells something.</summary>
internal enum FlagsKind : byte
{
    None,

    /// <summary>Left AND right.</summary>
    Test,

    /// <summary>Left minus right.</summary>
    Compare,

    /// <summary>CF is bit right of left.</summary>
    Bit,

    /// <summary>ZF and SF as of left.</summary>
    Result,

    /// <summary>What the interrupted code, or a function that was called, has left there: nothing to branch on.</summary>
    Foreign,
}

/// <summary>Where the flags come from.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Bytes">The width of the operands.</param>
/// <param name="Left">The first operand.</param>
/// <param name="Right">The second.</param>
internal readonly record struct FlagsSource(FlagsKind Kind, byte Bytes, Value Left, Value Right)
{
    public bool Equals(FlagsSource other) => Kind == other.Kind && Bytes == other.Bytes && Left.Equals(other.Left) && Right.Equals(other.Right);

    public override int GetHashCode() => (int)Kind << 8 ^ Bytes ^ Left.GetHashCode() * 397 ^ Right.GetHashCode();
}

/// <summary>Registers, memory as far as known, and the world, before an instruction.</summary>
internal class MachineState
{
    /// <summary>More slots than this are forgotten: no entry code keeps as many.</summary>
    private const int MostSlots = 160;

    private const int SlotBytes = 8;

    public readonly Value[] Registers = new Value[MachineRegister.Count];
    public FlagsSource Flags;
    public World World;

    /// <summary>Stands for what memory held that is no slot: changes where anything may have been written.</summary>
    public int Epoch;

    /// <summary>The context of the call that is being followed; 0 for none.</summary>
    public int Context;

    /// <summary>False once CR3 was written.</summary>
    public bool HasEntryCr3;

    /// <summary>Whether something was written at a place that is not known: a word without a slot may have been.</summary>
    public bool HasLostMemory;

    /// <summary>Not the empty array of the runtime, which it makes by compiling a method.</summary>
    private static readonly Slot[] NoSlots = new Slot[0];

    private Slot[] slots = NoSlots;

    public int SlotCount { get; private set; }

    public ReadOnlySpan<Slot> Slots => slots.AsSpan(0, SlotCount);

    public Value Rsp
    {
        get => Registers[MachineRegister.Rsp];
        set => Registers[MachineRegister.Rsp] = value;
    }

    public void CopyFrom(MachineState other)
    {
        other.Registers.AsSpan().CopyTo(Registers);
        (Flags, World, Epoch, Context, HasEntryCr3, HasLostMemory) = (other.Flags, other.World, other.Epoch, other.Context, other.HasEntryCr3, other.HasLostMemory);
        SetSlots(other.Slots);
    }

    /// <summary>Whether it says the same as another one of the same world and context.</summary>
    public bool IsAs(MachineState other) => Epoch == other.Epoch && HasEntryCr3 == other.HasEntryCr3 && HasLostMemory == other.HasLostMemory && Flags == other.Flags
        && Registers.AsSpan().SequenceEqual(other.Registers) && Slots.SequenceEqual(other.Slots);

    /// <summary>Replaces all slots by others, sorted by base and offset.</summary>
    public void SetSlots(ReadOnlySpan<Slot> sorted)
    {
        if (slots.Length < sorted.Length)
            slots = new Slot[sorted.Length];
        sorted.CopyTo(slots);
        SlotCount = sorted.Length;
    }

    /// <summary>The slot exactly at an address, or null.</summary>
    public Value? FindSlot(Value address)
    {
        var index = IndexOf(address.Base, address.Offset);
        return index < SlotCount && slots[index].Base == address.Base && slots[index].Offset == address.Offset ? slots[index].Value : null;
    }

    /// <summary>What the slot at the address of another one holds, or null, where one looks for slots in their order.</summary>
    /// <param name="next">Where to look from; moves on.</param>
    /// <param name="sought">The other one.</param>
    public Value? SlotFrom(ref int next, in Slot sought)
    {
        while (next < SlotCount && slots[next].IsBefore(sought))
            next++;
        return next < SlotCount && slots[next].IsAt(sought) ? slots[next].Value : null;
    }

    /// <summary>Whether bytes from an address on share some with a slot that does not begin there.</summary>
    public bool Overlaps(Value address, int bytes)
    {
        for (var i = IndexOf(address.Base, address.Offset - SlotBytes + 1); i < SlotCount && slots[i].Base == address.Base && slots[i].Offset < address.Offset + bytes; i++)
        {
            if (slots[i].Offset != address.Offset)
                return true;
        }

        return false;
    }

    /// <summary>Sets the slot at an address.</summary>
    public void SetSlot(Value address, Value value)
    {
        var index = IndexOf(address.Base, address.Offset);
        var slot = new Slot(address.Base, address.Offset, value);
        if (index < SlotCount && slots[index].Base == address.Base && slots[index].Offset == address.Offset)
        {
            slots[index] = slot;
            return;
        }

        if (SlotCount == slots.Length)
            Array.Resize(ref slots, slots.Length * 2 + 8);
        slots.AsSpan(index, SlotCount - index).CopyTo(slots.AsSpan(index + 1));
        slots[index] = slot;
        SlotCount++;
    }

    /// <summary>Forgets what the slots hold that share bytes with a range; with it what a slot beyond the range would have said of it.</summary>
    public void Spoil(Value address, long bytes)
    {
        for (var i = IndexOf(address.Base, address.Offset - SlotBytes + 1); i < SlotCount && slots[i].Base == address.Base && slots[i].Offset < address.Offset + bytes; i++)
            slots[i] = slots[i].Holding(Value.Unknown);
    }

    /// <summary>What slots hold from an address on may have been changed by a function that was given the address.</summary>
    public void GiveAway(Value address, Bases bases)
    {
        for (var i = IndexOf(address.Base, address.Offset); i < SlotCount && slots[i].Base == address.Base; i++)
            slots[i] = slots[i].Holding(bases.PerhapsChanged(slots[i].Value));
    }

    /// <summary>Anything may have been written anywhere.</summary>
    public void ForgetMemory(int epoch, Bases bases) => Forget(static _ => true, epoch, bases);

    /// <summary>Forgets slots by their address, of which something may have been written.</summary>
    public void Forget(Func<Slot, bool> which, int epoch, Bases bases)
    {
        var kept = 0;
        for (var i = 0; i < SlotCount; i++)
        {
            if (!which(slots[i]) || bases[slots[i].Base].Kind == BaseKind.Counter)
                slots[kept++] = slots[i];
        }

        SlotCount = kept;
        HasLostMemory = true;
        BeginEpoch(epoch, bases);
    }

    /// <summary>
    /// Where a value was found equal to its own canonical form, registers that hold it hold that form. Only registers: what a slot is known to hold says more.
    /// </summary>
    /// <returns>The registers changed, one bit each, and what they held.</returns>
    public (int Changed, Value Before) LearnEquality(FlagsSource flags, Bases bases)
    {
        if (flags.Kind != FlagsKind.Compare || flags.Bytes != 8)
            return default;
        var (canonical, plain) = bases.IsCanonicalFormOf(flags.Left, flags.Right) ? (flags.Left, flags.Right) : (flags.Right, flags.Left);
        return bases.IsCanonicalFormOf(canonical, plain) ? Replace(plain, canonical) : default;
    }

    /// <summary>Where something was found equal to what a register held at the entry, registers that hold it hold that: for whoever looks for what the interrupted code had.</summary>
    /// <returns>The registers changed, one bit each, and what they held.</returns>
    public (int Changed, Value Before) LearnOrigin(FlagsSource flags, Bases bases)
    {
        if (flags.Kind != FlagsKind.Compare || flags.Bytes != 8 || flags.Left.Base <= Value.ConstantBase || flags.Right.Base <= Value.ConstantBase)
            return default;
        var isLeft = bases.Is(bases.Unchanged(flags.Left), BaseKind.Register);
        if (isLeft == bases.Is(bases.Unchanged(flags.Right), BaseKind.Register))
            return default;
        return isLeft ? Replace(flags.Right, flags.Left) : Replace(flags.Left, flags.Right);
    }

    private (int Changed, Value Before) Replace(Value before, Value learnt)
    {
        var changed = 0;
        for (var register = 0; register < Registers.Length; register++)
        {
            if (Registers[register] != before)
                continue;
            Registers[register] = learnt;
            changed |= 1 << register;
        }

        return (changed, before);
    }

    public void Unlearn((int Changed, Value Before) learnt)
    {
        for (var register = 0; register < Registers.Length; register++)
        {
            if ((learnt.Changed >> register & 1) != 0)
                Registers[register] = learnt.Before;
        }
    }

    public bool HasTooManySlots => SlotCount > MostSlots;

    /// <summary>What memory held is named again; what had this name already is no longer known.</summary>
    private void BeginEpoch(int epoch, Bases bases)
    {
        if (Epoch == epoch)
            Flags = default;
        Epoch = epoch;
        foreach (ref var register in Registers.AsSpan())
        {
            if (bases.IsOfEpoch(register, epoch))
                register = Value.Unknown;
        }

        for (var i = 0; i < SlotCount; i++)
        {
            if (bases.IsOfEpoch(slots[i].Value, epoch))
                slots[i] = slots[i].Holding(Value.Unknown);
        }

        Flags = default;
    }

    /// <summary>Forgets what an instruction left in registers when it ran before.</summary>
    /// <param name="instruction">Its number.</param>
    /// <param name="registers">Which registers, one bit each.</param>
    /// <param name="bases">All bases.</param>
    public void ForgetResults(int instruction, int registers, Bases bases)
    {
        foreach (ref var register in Registers.AsSpan())
        {
            if (IsResult(register.Base))
                register = Value.Unknown;
        }

        for (var i = 0; i < SlotCount; i++)
        {
            if (IsResult(slots[i].Value.Base))
                slots[i] = slots[i].Holding(Value.Unknown);
        }

        if (IsResult(Flags.Left.Base) || IsResult(Flags.Right.Base))
            Flags = default;

        bool IsResult(int number)
        {
            ref readonly var key = ref bases[number];
            return key.Kind == BaseKind.Result && key.A == instruction && (registers >> (int)key.B & 1) != 0;
        }
    }

    /// <summary>Forgets a value wherever it is held, because its name is about to mean another one.</summary>
    public void ForgetValue(int number)
    {
        foreach (ref var register in Registers.AsSpan())
        {
            if (register.Base == number)
                register = Value.Unknown;
        }

        for (var i = 0; i < SlotCount; i++)
        {
            if (slots[i].Value.Base == number)
                slots[i] = slots[i].Holding(Value.Unknown);
        }

        if (Flags.Left.Base == number || Flags.Right.Base == number)
            Flags = default;
    }

    /// <summary>The first slot at or after an address.</summary>
    private int IndexOf(int number, long offset)
    {
        int low = 0, high = SlotCount;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (slots[middle].Base < number || slots[middle].Base == number && slots[middle].Offset < offset)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
