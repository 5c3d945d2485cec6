// SPDX-License-Identifier: MIT
namespace EntryAsm.Flow;

/// <summary>A state that is kept: what holds before an instruction on every path that reaches it in one world and context.</summary>
internal sealed class FlowState(int number, FlowInstruction at) : MachineState
{
    private int joined;

    public int Number { get; } = number;

    public FlowInstruction At { get; } = at;

    /// <summary>The state from which a path first came here, and the instruction that led here; null at an entry.</summary>
    public (FlowState State, FlowInstruction From)? Reached;

    /// <summary>The entry from which a path first came here.</summary>
    public FlowEntry? Entry;

    /// <summary>True while it waits to be followed.</summary>
    public bool IsWaiting;

    /// <summary>Whether a base is a value that differs between the paths that meet here.</summary>
    public bool Owns(int number, Bases bases) => bases.OwnerOf(number) == Number;

    /// <summary>Makes this state cover another one too.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="bases">All bases.</param>
    /// <param name="room">What only lives during the joining.</param>
    /// <returns>True when it did not already.</returns>
    public bool Join(MachineState other, Bases bases, JoinRoom room)
    {
        room.Clear();
        var changed = JoinRegister(MachineRegister.Rsp, other, bases, room);
        for (var register = 0; register < MachineRegister.Count; register++)
            changed |= register != MachineRegister.Rsp && JoinRegister(register, other, bases, room);
        changed |= JoinSlots(other, bases, room);
        if (Flags != other.Flags && Flags.Kind != FlagsKind.None)
        {
            Flags = default;
            changed = true;
        }

        if (Epoch != other.Epoch && Epoch != OwnEpoch)
        {
            Epoch = OwnEpoch;
            changed = true;
        }

        changed |= HasEntryCr3 && !other.HasEntryCr3 || !HasLostMemory && other.HasLostMemory;
        HasLostMemory |= other.HasLostMemory;
        HasEntryCr3 &= other.HasEntryCr3;
        return changed;
    }

    /// <summary>What the values that differ between paths are on one path: one that this state covers.</summary>
    public void Match(MachineState covered, Bases bases, Dictionary<int, Value> result)
    {
        result.Clear();
        for (var register = 0; register < MachineRegister.Count; register++)
            Match(Registers[register], covered.Registers[register], result, bases);
        for (var round = 0; round < 2; round++)
        {
            foreach (var slot in Slots)
            {
                var key = slot.Base;
                var address = result.TryGetValue(key, out var standsFor) ? standsFor.Plus(slot.Offset) : new Value(key, slot.Offset);
                if (covered.FindSlot(address) is { } value)
                    Match(slot.Value, value, result, bases);
            }
        }
    }

    private void Match(Value ours, Value theirs, Dictionary<int, Value> result, Bases bases)
    {
        if (Owns(ours.Base, bases) && !result.ContainsKey(ours.Base))
            result.Add(ours.Base, theirs.Plus(-ours.Offset));
    }

    /// <summary>The epoch that begins here where paths meet with different ones.</summary>
    private int OwnEpoch => -1 - Number;

    private bool JoinRegister(int register, MachineState other, Bases bases, JoinRoom room)
    {
        var joinedValue = JoinValue(Registers[register], other.Registers[register], bases, room);
        if (joinedValue == Registers[register])
            return false;
        Registers[register] = joinedValue;
        return true;
    }

    private Value JoinValue(Value ours, Value theirs, Bases bases, JoinRoom room)
    {
        if (!ours.IsKnown)
            return ours;
        if (Owns(ours.Base, bases))
        {
            if (!theirs.IsKnown)
                return Value.Unknown;
            if (room.StandsFor(ours.Base) is not { } value)
            {
                room.Bound.Add((ours.Base, theirs.Plus(-ours.Offset)));
                bases.Bind(ours.Base, theirs.Plus(-ours.Offset));
                return ours;
            }

            if (value.Plus(ours.Offset) == theirs)
                return ours;
        }
        else if (ours == theirs)
        {
            return ours;
        }

        if (theirs.IsKnown && bases.Unchanged(ours) == bases.Unchanged(theirs))
            return bases.PerhapsChanged(ours);
        return theirs.IsKnown ? Pair(ours, theirs, bases, room) : Value.Unknown;
    }

    /// <summary>Two values that differ are one new value here; two that differ by as much are as far from it as the first ones were.</summary>
    private Value Pair(Value ours, Value theirs, Bases bases, JoinRoom room)
    {
        var distance = unchecked(theirs.Offset - ours.Offset);
        foreach (var pair in room.Pairs.Items)
        {
            if (pair.Ours == ours.Base && pair.Theirs == theirs.Base && pair.Distance == distance)
                return pair.Joined.Plus(ours.Offset - pair.From);
        }

        var result = bases.Of(BaseKind.Joined, Number, joined++);
        bases.Bind(result.Base, ours);
        bases.Bind(result.Base, theirs);
        room.Pairs.Add(new JoinedPair(ours.Base, theirs.Base, distance, result, ours.Offset));
        return result;
    }

    private bool JoinSlots(MachineState other, Bases bases, JoinRoom room)
    {
        if (room.Bound.Count == 0 && room.Pairs.Count == 0 && Slots.SequenceEqual(other.Slots))
            return false;
        room.Slots.Clear();
        var changed = false;
        var waits = false;
        var next = 0;
        foreach (ref readonly var slot in Slots)
        {
            if (!Owns(slot.Base, bases))
                changed |= JoinSlot(slot, other.SlotFrom(ref next, slot), bases, room);
            else if (room.StandsFor(slot.Base) is null)
                waits = true;
            else
                changed |= JoinOwnSlot(slot, other, bases, room);
        }

        if (waits)
            changed |= JoinWaiting(other, bases, room);
        changed |= AddForeign(other, bases, room);
        for (var i = 0; i < room.Pairs.Count; i++)
            changed |= JoinPairSlots(room.Pairs[i], other, bases, room);
        if (changed)
            SetSlots(room.Slots.Sorted());
        return changed;
    }

    /// <summary>Slots whose address was found only in other slots.</summary>
    private bool JoinWaiting(MachineState other, Bases bases, JoinRoom room)
    {
        var changed = false;
        var done = room.Slots.Count;
        foreach (ref readonly var slot in Slots)
        {
            if (!Owns(slot.Base, bases) || room.Slots.Contains(slot.Base, slot.Offset, done))
                continue;
            changed |= room.StandsFor(slot.Base) is null || JoinOwnSlot(slot, other, bases, room);
        }

        return changed;
    }

    /// <summary>What only the other path has written.</summary>
    private bool AddForeign(MachineState other, Bases bases, JoinRoom room)
    {
        var changed = false;
        var mine = Slots;
        var next = 0;
        foreach (ref readonly var slot in other.Slots)
        {
            while (next < mine.Length && mine[next].IsBefore(slot))
                next++;
            if (next < mine.Length && mine[next].IsAt(slot) || Owns(slot.Base, bases))
                continue;
            room.Slots.Add(slot.Base, slot.Offset, bases[slot.Base].Kind == BaseKind.Counter ? JoinValue(Value.Constant(0), slot.Value, bases, room) : Value.Unknown);
            changed = true;
        }

        return changed;
    }

    /// <summary>A slot at an address that is named only here: where the other path knows nothing there, it needs no saying.</summary>
    private bool JoinOwnSlot(in Slot slot, MachineState other, Bases bases, JoinRoom room) =>
        other.FindSlot(room.StandsFor(slot.Base)!.Value.Plus(slot.Offset)) is not { } theirs || JoinSlot(slot, theirs, bases, room);

    private bool JoinSlot(in Slot slot, Value? other, Bases bases, JoinRoom room)
    {
        if ((other ?? (bases[slot.Base].Kind == BaseKind.Counter ? Value.Constant(0) : null)) is not { } theirs)
        {
            // The one path has written it and the other has not.
            room.Slots.Add(slot.Base, slot.Offset, Value.Unknown);
            return slot.Value.IsKnown;
        }

        var value = JoinValue(slot.Value, theirs, bases, room);
        room.Slots.Add(slot.Base, slot.Offset, value);
        return value != slot.Value;
    }

    /// <summary>Where two addresses became one new one, what lies around both of them lies around the new one.</summary>
    private bool JoinPairSlots(in JoinedPair pair, MachineState other, Bases bases, JoinRoom room)
    {
        if (pair.Ours == Value.ConstantBase || pair.Theirs == Value.ConstantBase || Owns(pair.Ours, bases) && room.StandsFor(pair.Ours) is null)
            return false;
        var changed = false;
        foreach (ref readonly var slot in Slots)
        {
            if (slot.Base != pair.Ours || other.FindSlot(new Value(pair.Theirs, slot.Offset + pair.Distance)) is not { } theirs)
                continue;
            room.Slots.Add(pair.Joined.Base, slot.Offset - pair.From, JoinValue(slot.Value, theirs, bases, room));
            changed = true;
        }

        return changed;
    }
}
