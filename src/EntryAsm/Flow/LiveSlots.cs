// SPDX-License-Identifier: MIT
namespace EntryAsm.Flow;

/// <summary>
/// Forgets slots of which nothing is known at addresses that no register and no memory leads to any more: where many paths meet, most slots are such. A slot at an
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

        kept.Clear();
        foreach (ref readonly var slot in state.Slots)
        {
            if (slot.Value.IsKnown || marks[slot.Base] == mark || IsNamed(slot.Base))
                kept.Add(slot.Base, slot.Offset, slot.Value);
        }

        if (kept.Count != state.SlotCount)
            state.SetSlots(kept.Sorted());
    }

    /// <summary>Puts back what a routine has forgotten because only its caller has the address.</summary>
    /// <param name="state">What holds behind the call, in which memory is named as before.</param>
    /// <param name="caller">What held at the call.</param>
    public void Restore(MachineState state, MachineState caller)
    {
        foreach (ref readonly var slot in caller.Slots)
        {
            if (!IsNamed(slot.Base) && state.FindSlot(new Value(slot.Base, slot.Offset)) is null)
                state.SetSlot(new Value(slot.Base, slot.Offset), Value.Unknown);
        }
    }

    private void Mark(int number)
    {
        while (number > Value.ConstantBase && marks[number] != mark)
        {
            marks[number] = mark;
            number = Inner(number);
        }
    }

    /// <summary>Whether the code can come by the address again without having kept it.</summary>
    private bool IsNamed(int number)
    {
        for (var inner = Inner(number); inner != Value.UnknownBase; inner = Inner(number))
            number = inner;
        return bases[number].Kind is not (BaseKind.Joined or BaseKind.Result);
    }

    /// <summary>The base that another one is made from.</summary>
    private int Inner(int number) => bases[number].Kind switch
    {
        BaseKind.Expression or BaseKind.Segment => (int)bases[number].B,
        BaseKind.Memory or BaseKind.PerhapsChanged or BaseKind.Counter => (int)bases[number].A,
        _ => Value.UnknownBase,
    };
}
