// SPDX-License-Identifier: MIT
namespace EntryAsm.Flow;

/// <summary>Turns what holds at the end of a routine into what is true after one call of it.</summary>
internal sealed class CallReturn(Bases bases)
{
    private readonly Dictionary<int, Value> callers = [];
    private readonly HashSet<int> made = [];
    private readonly Dictionary<int, Value> memo = [];
    private readonly SlotList slots = new();
    private FlowState entry = null!;
    private CallContext.Caller caller = null!;

    /// <summary>Makes a state what is true after a call.</summary>
    public void Apply(CallContext context, CallContext.Caller from, MachineState exit, MachineState result)
    {
        result.CopyFrom(exit);
        result.Context = from.Context;
        if (exit.Epoch == context.Entry!.Epoch)
            result.Epoch = from.State.Epoch;
        (entry, caller) = (context.Entry!, from);
        memo.Clear();
        entry.Match(caller.State, bases, callers);
        FindMade(exit);
        Replace(result);
    }

    /// <summary>What the routine itself has named: a caller's value with such a name is one of an earlier call.</summary>
    private void FindMade(MachineState exit)
    {
        made.Clear();
        foreach (var register in exit.Registers)
            made.Add(register.Base);
        foreach (var slot in exit.Slots)
            made.Add(slot.Value.Base);
        foreach (var register in entry.Registers)
            made.Remove(register.Base);
        foreach (var slot in entry.Slots)
            made.Remove(slot.Value.Base);
        made.Remove(Value.ConstantBase);
        made.RemoveWhere(number => bases[number].Kind is BaseKind.Register or BaseKind.Stack or BaseKind.Symbol or BaseKind.Section or BaseKind.ReturnAddress);
    }

    private void Replace(MachineState state)
    {
        for (var register = 0; register < MachineRegister.Count; register++)
            state.Registers[register] = Of(state.Registers[register]);
        state.Flags = state.Flags with { Left = Of(state.Flags.Left), Right = Of(state.Flags.Right) };
        if (!state.Flags.Left.IsKnown)
            state.Flags = default;

        slots.Clear();
        foreach (ref readonly var slot in state.Slots)
        {
            var address = Of(new Value(slot.Base, slot.Offset));
            if (address.IsKnown)
                slots.Add(address.Base, address.Offset, Of(slot.Value));
        }

        state.SetSlots(slots.Sorted());
    }

    private Value Of(Value value)
    {
        if (value.Base <= Value.ConstantBase)
            return value;
        if (!memo.TryGetValue(value.Base, out var replaced))
            memo.Add(value.Base, replaced = OfBase(value.Base));
        return replaced.Plus(value.Offset);
    }

    private Value OfBase(int number)
    {
        var key = bases[number];
        if (entry.Owns(number, bases))
            return callers.TryGetValue(number, out var value) && !IsMade(value.Base) ? value : Value.Unknown;
        switch (key.Kind)
        {
            case BaseKind.Expression:
                return bases.Apply((ValueOperation)key.A, Of(new Value((int)key.B, key.C)), key.D);
            case BaseKind.Segment:
                return bases.Segment((int)key.A, Of(new Value((int)key.B, 0)));
            case BaseKind.PerhapsChanged:
                return bases.PerhapsChanged(Of(new Value((int)key.A, key.C)));
            case BaseKind.Memory:
                var address = Of(new Value((int)key.A, key.C));
                return address.IsKnown ? bases.Memory(address, (int)key.B, key.D == entry.Epoch ? caller.State.Epoch : (int)key.D) : Value.Unknown;
            default:
                return new Value(number, 0);
        }
    }

    private bool IsMade(int number)
    {
        if (made.Contains(number))
            return true;
        var key = bases[number];
        return key.Kind switch
        {
            BaseKind.Expression or BaseKind.Segment => IsMade((int)key.B),
            BaseKind.PerhapsChanged or BaseKind.Memory => IsMade((int)key.A),
            _ => false,
        };
    }
}
