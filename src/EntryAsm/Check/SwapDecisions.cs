// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>Branches that decide whether SWAPGS is executed.</summary>
internal static class SwapDecisions
{
    private const int Near = 8;

    /// <summary>Whether SWAPGS is a few instructions after one of the two sides of a branch.</summary>
    public static bool IsOne(FlowInstruction branch, FlowCode code) => branch.Code.FlowControl == FlowControl.ConditionalBranch
        && (SwapsSoon(code, branch.Place with { Offset = branch.End }) || code.PlaceOf(branch.Immediate) is { } target && SwapsSoon(code, target));

    /// <summary>Whether such a branch is what follows a test.</summary>
    public static bool Follows(Site site) => site.Code.At(site.At.Place with { Offset = site.At.End }) is { } next && IsOne(next, site.Code);

    public static bool SwapsSoon(FlowCode code, CodePlace place)
    {
        for (var i = 0; i < Near && code.At(place) is { } at; i++)
        {
            if (at.Code.Mnemonic == Mnemonic.Swapgs)
                return true;
            if (at.Code.FlowControl == FlowControl.UnconditionalBranch && code.PlaceOf(at.Immediate) is { } target)
                place = target;
            else if (at.Code.FlowControl != FlowControl.Next)
                return false;
            else
                place = at.Place with { Offset = at.End };
        }

        return false;
    }
}
