// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using EntryAsm.Writers;

namespace EntryAsm.Report.Model;

/// <summary>
/// The stack at every instruction, as a tree: a node is the node above it and one slot more, so that pictures with the same upper slots share them. A root
/// says which stack it is and at which offset its uppermost slot ends.
/// </summary>
internal sealed class StackPictures(ValueTexts values)
{
    private const int SlotBytes = 8;

    /// <summary>More slots than this are not drawn: the uppermost are left out.</summary>
    private const int MostSlots = 64;

    private readonly Interned<(int Above, int Value, long Top)> nodes = new();

    /// <summary>The picture of a state; -1 where it is not known where rsp is.</summary>
    public int Of(MachineState state)
    {
        if (!state.Rsp.IsKnown)
            return -1;
        var node = nodes[(-1, values[new Value(state.Rsp.Base, 0)], Top(state))];
        for (var at = nodes.All[node].Top - SlotBytes; at >= state.Rsp.Offset; at -= SlotBytes)
            node = nodes[(node, values[state.FindSlot(new Value(state.Rsp.Base, at)) ?? Value.Unknown], 0)];
        return node;
    }

    public void Write(JsonText json)
    {
        json.Key("stacks");
        json.BeginArray();
        foreach (var (above, value, top) in nodes.All)
        {
            json.BeginArray(isInline: true);
            json.Value(above);
            json.Value(value);
            if (above < 0)
                json.Value(top);
            json.EndArray();
        }

        json.EndArray();
    }

    /// <summary>The end of the highest slot that is known of the stack rsp is in: a whole number of slots above rsp.</summary>
    private static long Top(MachineState state)
    {
        var top = state.Rsp.Offset;
        foreach (ref readonly var slot in state.Slots)
        {
            if (slot.Base == state.Rsp.Base && slot.Offset >= top && (slot.Offset - state.Rsp.Offset) % SlotBytes == 0)
                top = slot.Offset + SlotBytes;
        }

        return Math.Min(top, state.Rsp.Offset + MostSlots * SlotBytes);
    }
}
