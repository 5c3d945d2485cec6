// SPDX-License-Identifier: MIT
namespace EntryAsm.Flow;

/// <summary>
/// Forgets slots about which nothing is known at addresses that no register and no memory leads to any more: where many paths meet, most slots are like that. A slot at an
/// address that the code can name again stays: without it, memory there would be taken for what it was.
/// </summary>
internal sealed class LiveSlots(Bases bases)
{
    private readonly SlotList kept = new();
    private int[] marks = [];
    private int mark;

    /// <summary>Forgets what a state can do without.</summary>
    public void Keep(MachineState state)
    {
        if (marks.Length < bases.Count)
            Array.Resize(ref marks, bases.Count * 2);
        mark++;
        foreach (ref readonly var register in state.Registers.AsSpan())
            Mark(register.Base);
        Mark(state.Flags.Left.Base);
        Mark(state.Flags.Right.Base);
        foreach (ref readonly var slot in state.Slots)
            Mark(slot.Value.Base);

        var slots = state.Slots;
        var first = 0;
        while (first < slots.Length && IsLive(slots[first]))
            first++;
        if (first != slots.Length)
            Compact(state, first);
    }

    private void Compact(MachineState state, int first)
    {
        kept.Clear();
        foreach (ref readonly var slot in state.Slots.Slice(0, first))
            kept.Add(slot.Base, slot.Offset, slot.Value);
        foreach (ref readonly var slot in state.Slots.Slice(first + 1))
        {
            if (IsLive(slot))
                kept.Add(slot.Base, slot.Offset, slot.Value);
        }

        state.SetSlots(kept.Sorted());
    }

    private bool IsLive(in Slot slot) => slot.Value.IsKnown || marks[slot.Base] == mark || bases.IsNamed(slot.Base);

    /// <summary>Puts back what a routine has forgotten because only its caller has the address.</summary>
    /// <param name="state">What is true after the call, in which memory is named as before.</param>
    /// <param name="caller">What held at the call.</param>
    public void Restore(MachineState state, MachineState caller)
    {
        foreach (ref readonly var slot in caller.Slots)
        {
            if (!bases.IsNamed(slot.Base) && state.FindSlot(new Value(slot.Base, slot.Offset)) is null)
                state.SetSlot(new Value(slot.Base, slot.Offset), Value.Unknown);
        }
    }

    private void Mark(int number)
    {
        while (number > Value.ConstantBase && marks[number] != mark)
        {
            marks[number] = mark;
            number = bases.InnerOf(number);
        }
    }
}
