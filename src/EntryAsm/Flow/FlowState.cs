// SPDX-License-Identifier: MIT
namespace EntryAsm.Flow;

/// <summary>A state that is kept: what holds before an instruction on every path that comes to it in one world and context.</summary>
internal sealed class FlowState(int number, FlowInstruction at) : MachineState
{
    private List<(int Base, Value Value)>? bound;
    private List<(int Ours, int Theirs, long Distance, Value Joined, long From)>? pairs;
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
    /// <param name="scratch">Room for the slots, used again and again.</param>
    /// <returns>True when it did not already.</returns>
    public bool Join(MachineState other, Bases bases, SlotList scratch)
    {
        Begin();
        var changed = JoinRegister(MachineRegister.Rsp, other, bases);
        for (var register = 0; register < MachineRegister.Count; register++)
            changed |= register != MachineRegister.Rsp && JoinRegister(register, other, bases);
        changed |= JoinSlots(other, bases, scratch);
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

    private void Begin()
    {
        bound?.Clear();
        pairs?.Clear();
    }

    private bool JoinRegister(int register, MachineState other, Bases bases)
    {
        var joinedValue = JoinValue(Registers[register], other.Registers[register], bases);
        if (joinedValue == Registers[register])
            return false;
        Registers[register] = joinedValue;
        return true;
    }

    private Value JoinValue(Value ours, Value theirs, Bases bases)
    {
        if (!ours.IsKnown)
            return ours;
        if (Owns(ours.Base, bases))
        {
            if (!theirs.IsKnown)
                return Value.Unknown;
            if (StandsFor(ours.Base) is not { } value)
            {
                Bind(ours.Base, theirs.Plus(-ours.Offset), bases);
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
        return theirs.IsKnown ? Pair(ours, theirs, bases) : Value.Unknown;
    }

    /// <summary>Two values that differ are one new value here; two that differ by as much are as far from it as the first ones were.</summary>
    private Value Pair(Value ours, Value theirs, Bases bases)
    {
        pairs ??= [];
        var distance = unchecked(theirs.Offset - ours.Offset);
        foreach (var pair in pairs)
        {
            if (pair.Ours == ours.Base && pair.Theirs == theirs.Base && pair.Distance == distance)
                return pair.Joined.Plus(ours.Offset - pair.From);
        }

        var result = bases.Of(BaseKind.Joined, Number, joined++);
        bases.Bind(result.Base, ours);
        bases.Bind(result.Base, theirs);
        pairs.Add((ours.Base, theirs.Base, distance, result, ours.Offset));
        return result;
    }

    private Value? StandsFor(int number)
    {
        foreach (var (candidate, value) in bound ?? [])
        {
            if (candidate == number)
                return value;
        }

        return null;
    }

    private void Bind(int number, Value value, Bases bases)
    {
        (bound ??= []).Add((number, value));
        bases.Bind(number, value);
    }

    private bool JoinSlots(MachineState other, Bases bases, SlotList result)
    {
        if (bound is not { Count: > 0 } && pairs is not { Count: > 0 } && Slots.SequenceEqual(other.Slots))
            return false;
        result.Clear();
        var changed = false;
        var waits = false;
        foreach (ref readonly var slot in Slots)
        {
            if (Owns(slot.Base, bases) && StandsFor(slot.Base) is null)
                waits = true;
            else
                changed |= JoinSlot(slot, other, result, bases);
        }

        if (waits)
            changed |= JoinWaiting(other, result, bases);
        changed |= AddForeign(other, result, bases);
        for (var i = 0; i < (pairs?.Count ?? 0); i++)
            changed |= JoinPairSlots(pairs![i], other, result, bases);
        if (changed)
            SetSlots(result.Sorted());
        return changed;
    }

    /// <summary>Slots whose address was found only in other slots.</summary>
    private bool JoinWaiting(MachineState other, SlotList result, Bases bases)
    {
        var changed = false;
        var done = result.Count;
        foreach (ref readonly var slot in Slots)
        {
            if (!Owns(slot.Base, bases) || result.Contains(slot.Base, slot.Offset, done))
                continue;
            changed |= StandsFor(slot.Base) is null || JoinSlot(slot, other, result, bases);
        }

        return changed;
    }

    /// <summary>What only the other path has written.</summary>
    private bool AddForeign(MachineState other, SlotList result, Bases bases)
    {
        var changed = false;
        var mine = Slots;
        var next = 0;
        foreach (ref readonly var slot in other.Slots)
        {
            while (next < mine.Length && (mine[next].Base < slot.Base || mine[next].Base == slot.Base && mine[next].Offset < slot.Offset))
                next++;
            if (next < mine.Length && mine[next].Base == slot.Base && mine[next].Offset == slot.Offset || Owns(slot.Base, bases))
                continue;
            result.Add(slot.Base, slot.Offset, bases[slot.Base].Kind == BaseKind.Counter ? JoinValue(Value.Constant(0), slot.Value, bases) : Value.Unknown);
            changed = true;
        }

        return changed;
    }

    private bool JoinSlot(in Slot slot, MachineState other, SlotList result, Bases bases)
    {
        var isOwn = Owns(slot.Base, bases);
        var address = isOwn ? StandsFor(slot.Base)!.Value.Plus(slot.Offset) : new Value(slot.Base, slot.Offset);
        if ((other.FindSlot(address) ?? (bases[slot.Base].Kind == BaseKind.Counter ? Value.Constant(0) : null)) is not { } theirs)
        {
            // What memory holds at a place that is named only here needs no saying; elsewhere the one path has written it and the other has not.
            if (isOwn)
                return true;
            result.Add(slot.Base, slot.Offset, Value.Unknown);
            return slot.Value.IsKnown;
        }

        var value = JoinValue(slot.Value, theirs, bases);
        result.Add(slot.Base, slot.Offset, value);
        return value != slot.Value;
    }

    /// <summary>Where two addresses became one new one, what lies around both of them lies around the new one.</summary>
    private bool JoinPairSlots((int Ours, int Theirs, long Distance, Value Joined, long From) pair, MachineState other, SlotList result, Bases bases)
    {
        if (pair.Ours == Value.ConstantBase || pair.Theirs == Value.ConstantBase || Owns(pair.Ours, bases) && StandsFor(pair.Ours) is null)
            return false;
        var changed = false;
        foreach (ref readonly var slot in Slots)
        {
            if (slot.Base != pair.Ours || other.FindSlot(new Value(pair.Theirs, slot.Offset + pair.Distance)) is not { } theirs)
                continue;
            result.Add(pair.Joined.Base, slot.Offset - pair.From, JoinValue(slot.Value, theirs, bases));
            changed = true;
        }

        return changed;
    }
}
