// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;
using Iced.Intel;

namespace EntryAsm.Flow;

/// <summary>
/// Ranks instructions after those from which paths reach them, as far as loops allow (reverse post-order). Followed in this order, a place where paths meet has been
/// reached by all of them before it is followed itself.
/// </summary>
internal sealed class FlowOrder
{
    private const int Unranked = 0, Entered = -1;

    private readonly FlowCode code;
    private readonly int[] ranks;
    private readonly GrowingArray<(FlowInstruction At, int Way)> open = new();
    private int next;

    public FlowOrder(FlowCode code, List<FlowEntry> entries)
    {
        this.code = code;
        ranks = new int[code.Instructions.Count];
        next = ranks.Length;
        for (var i = entries.Count - 1; i >= 0; i--) // what is finished last ranks first
            Open(entries[i].Place);
    }

    /// <summary>The rank of an instruction; those that no entry is seen to lead to come last, in their own order.</summary>
    public int Of(FlowInstruction instruction) =>
        instruction.Number < ranks.Length && ranks[instruction.Number] > Unranked ? ranks[instruction.Number] : ranks.Length + instruction.Number;

    private void Open(CodePlace entry)
    {
        Push(entry);
        while (open.Count != 0)
        {
            var (at, way) = open.Pop();
            if (way == WaysFrom(at))
            {
                ranks[at.Number] = next--;
                continue;
            }

            open.Add((at, way + 1));
            if (Follow(at, way) is { } place)
                Push(place);
        }
    }

    /// <summary>Only what is decoded already: bytes that are data become instructions where a path truly leads there.</summary>
    private void Push(CodePlace place)
    {
        if (code.Decoded(place) is not { } instruction || instruction.Number >= ranks.Length || ranks[instruction.Number] != Unranked)
            return;
        ranks[instruction.Number] = Entered;
        open.Add((instruction, 0));
    }

    private static int WaysFrom(FlowInstruction at) => 4 + (at.Alternatives?.Count ?? 0);

    private CodePlace? Follow(FlowInstruction at, int way) => way switch
    {
        0 => GoesOn(at) ? at.Behind : null,
        1 => at.Code.FlowControl is FlowControl.ConditionalBranch or FlowControl.UnconditionalBranch ? code.PlaceOf(at.Immediate) : null,
        2 => at.Fixup,
        3 => at.Branch?.Target,
        _ => at.Alternatives![way - 4] is { IsEmpty: false } site ? site.Replacement : at.Alternatives[way - 4].Continues,
    };

    private static bool GoesOn(FlowInstruction at) => at.Branch is not null || at.Code.FlowControl is FlowControl.Next or FlowControl.Interrupt
        or FlowControl.XbeginXabortXend or FlowControl.ConditionalBranch or FlowControl.Call or FlowControl.IndirectCall;
}
