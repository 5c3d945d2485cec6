// SPDX-License-Identifier: MIT
using EntryAsm.Assembler;
using EntryAsm.Errors;
using EntryAsm.Primitives;

namespace EntryAsm.Layout;

/// <summary>
/// Relaxes one section. GNU as walks the whole section again and again until nothing grows. This does the same walks, but after one that found little
/// visits only the parts whose neighbourhood has changed, so that a long chain of branches pushing each other stays linear.
/// </summary>
internal sealed class SectionRelaxer
{
    /// <summary>A short branch farther than this from a growing part cannot reach over it: 127 bytes, its own size, and the part's.</summary>
    private const int Neighbourhood = 160;

    /// <summary>Passes without a growing branch that any program may take.</summary>
    private const int UsualQuietPasses = 16;

    /// <summary>Fewer growing parts than one in so many fragments are little: to visit their neighbourhoods is cheaper than to visit everything.</summary>
    private const int FragmentsForOneGrowth = 64;

    private readonly SectionBuilder section;
    private readonly SymbolStates states;

    // The section's own arrays: a pass looks at each of their elements, and some sections take many.
    private readonly Fragment[] fragments;
    private readonly BranchPart[] branches;
    private readonly int count;
    private PooledList<int> everyPass;

    /// <summary>What grew in this walk.</summary>
    private PooledList<int> grown;

    /// <summary>The fragments that end with an alignment, by its number.</summary>
    private PooledList<int> alignments;
    private IndexSet now;
    private IndexSet next;
    private int stretch;
    private int quietPasses;
    private bool isWalking;

    public SectionRelaxer(SectionBuilder section, SymbolStates states)
    {
        this.section = section;
        this.states = states;
        fragments = section.FragmentBuffer;
        branches = section.BranchBuffer;
        count = section.Fragments.Length;
        (now, next) = (new IndexSet(count), new IndexSet(count));
        Place(isFirst: true);
    }

    /// <summary>Parts looked at so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Branches that have become near, in all rounds.</summary>
    public int GrownBranches { get; private set; }

    /// <summary>How many paddings to a length there are.</summary>
    public int Lengths => section.Lengths.Length;

    /// <summary>Passes over the section until nothing changes.</summary>
    public void Relax()
    {
        isWalking = true;
        quietPasses = 0;
        while (Pass())
        {
            // A branch grows once. Without one a pass hands a change on from padding to padding, and one that is handed on for longer comes back.
            if (quietPasses > UsualQuietPasses + 4 * section.Lengths.Length)
                throw Error.NotConstant("the layout of section '" + section.Name + "' does not settle: a padding depends on itself", SourceLocation.None);
        }
    }

    /// <summary>
    /// Starts over with the branches as they have become, which is what GNU as does in every round; true when an address changed. Paddings to a length
    /// are empty again at first: without any, nothing can come out differently.
    /// </summary>
    public bool RelaxAgain()
    {
        if (section.Lengths.Length == 0 || !MayEndElsewhere())
            return false;
        Settle();
        var before = default(PooledList<int>);
        for (var i = 0; i < count; i++)
            before.Add(fragments[i].Address);
        Place(isFirst: false);
        now.Clear();
        next.Clear();
        Relax();
        Settle();
        var hasMoved = HasMovedFrom(before.Items);
        before.Release();
        return hasMoved;
    }

    private bool HasMovedFrom(ReadOnlySpan<int> before)
    {
        for (var i = 0; i < count; i++)
        {
            if (fragments[i].Address != before[i])
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether starting over could end with other sizes. It cannot where every size follows from what stands before it: the first walk then finds those that are
    /// there, part after part. Only a short branch looks ahead, at alignments which that walk has yet to come to, so it must reach however long they are.
    /// </summary>
    private bool MayEndElsewhere()
    {
        for (var i = 0; i < count; i++)
        {
            ref readonly var fragment = ref fragments[i];
            if (fragment.Kind == PartKind.Length ? !FollowsFromBefore(section.Lengths[fragment.Part], i) : fragment.IsShortBranch && MayGrow(branches[fragment.Part], i))
                return true;
        }

        return false;
    }

    private bool FollowsFromBefore(in LengthPart length, int index) =>
        FollowsFromBefore(length.Own, index) && FollowsFromBefore(length.First, index) && FollowsFromBefore(length.Second, index)
        && length.Needed(states) == fragments[index].PartSize;

    private bool FollowsFromBefore(Difference difference, int index) => FollowsFromBefore(states[difference.End], index) && FollowsFromBefore(states[difference.Start], index);

    /// <summary>A section without a padding to a length comes out the same in every round.</summary>
    private bool FollowsFromBefore(in SymbolRecord place, int index) =>
        place.Section == section.Id ? place.Fragment <= index : states.Section(place.Section)!.Lengths.Length == 0;

    /// <summary>Whether a short branch would have to be near while the alignments on its way are as long as they can be.</summary>
    private bool MayGrow(in BranchPart branch, int index)
    {
        ref readonly var target = ref states[branch.Target];
        if (target.Fragment <= index || fragments[target.Fragment].Region == fragments[index].Region)
            return false;
        var most = section.AddressOf(target.Fragment) + target.Offset + branch.Addend - (section.AddressOf(index) + fragments[index].FixedLength + BranchPart.ShortSize);
        for (var i = index + 1; i < target.Fragment; i++)
        {
            if (fragments[i].Kind == PartKind.Align)
                most += section.Alignments[fragments[i].Part].Alignment - 1 - fragments[i].PartSize;
        }

        return !IsShort(most);
    }

    /// <summary>Ends the relaxation: every fragment gets its address for good.</summary>
    public void Settle()
    {
        if (section.Moves is null)
            return;
        section.Moves.Settle(section.Fragments);
        section.Moves = null;
    }

    /// <summary>Gives back what was borrowed.</summary>
    public void Release()
    {
        everyPass.Release();
        grown.Release();
        alignments.Release();
    }

    /// <summary>
    /// The starting point: at first, branches short unless the target is out of the layout's hands; alignment as it then falls; paddings to a length empty.
    /// </summary>
    private void Place(bool isFirst)
    {
        int address = 0, region = 0;
        for (var i = 0; i < count; i++)
        {
            ref var fragment = ref fragments[i];
            fragment.Address = address;
            fragment.Region = region;
            address = checked(address + fragment.FixedLength);
            switch (fragment.Kind)
            {
                case PartKind.Branch when isFirst:
                    PlaceBranch(ref fragment, i);
                    break;
                case PartKind.Align:
                    fragment.PartSize = section.Alignments[fragment.Part].PaddingAt(address);
                    region++;
                    if (isFirst)
                        alignments.Add(i);
                    break;
                case PartKind.Length:
                    fragment.PartSize = 0;
                    if (isFirst)
                        everyPass.Add(i);
                    break;
            }

            address = checked(address + fragment.PartSize);
        }
    }

    private void PlaceBranch(ref Fragment fragment, int index)
    {
        ref readonly var branch = ref branches[fragment.Part];
        fragment.PartSize = !branch.StartsNear && section.IsInReach(states[branch.Target], branch.IsLinked) ? BranchPart.ShortSize : branch.NearSize;
        if (branch.Addend != 0)
            everyPass.Add(index);
    }

    /// <summary>One pass from start to end; true when a size changed.</summary>
    private bool Pass()
    {
        stretch = 0;
        quietPasses++;
        var changed = isWalking ? Walk() : Revisit();
        (now, next) = (next, now);
        return changed;
    }

    /// <summary>A pass that visits everything, and so moves the fragments themselves along.</summary>
    private bool Walk()
    {
        grown.Clear();
        for (var i = 0; i < count; i++)
        {
            ref var fragment = ref fragments[i];
            var address = checked(fragment.Address + stretch);
            fragment.Address = address;
            if (fragment.HasFinalSize)
                continue;
            Steps++;
            var growth = GrowthOf(fragment, i, address);
            if (growth == 0)
                continue;
            Grow(ref fragment, growth);
            grown.Add(i);
        }

        isWalking = grown.Count * FragmentsForOneGrowth > count;
        if (!isWalking)
        {
            foreach (var index in grown.Items)
                DisturbBefore(index);
        }

        return grown.Count != 0;
    }

    /// <summary>A pass over what a change may have touched; the moves of all the rest are kept as sums.</summary>
    private bool Revisit()
    {
        var changed = false;
        section.Moves ??= new FragmentMoves(count);
        foreach (var i in everyPass.Items)
            now.Add(i);
        while (now.Count != 0)
            changed |= Visit(now.TakeFirst());
        return changed;
    }

    /// <summary>Looks at a fragment that ends with a part; true when its size changed.</summary>
    private bool Visit(int index)
    {
        ref var fragment = ref fragments[index];
        Steps++;
        var growth = fragment.HasFinalSize ? 0 : GrowthOf(fragment, index, section.AddressOf(index));
        if (growth != 0)
        {
            Grow(ref fragment, growth);
            section.Moves!.Add(section.Fragments, index + 1, growth);
            DisturbBefore(index);
            DisturbAfter(index);
        }

        if (stretch != 0)
            DisturbNextAlignment(fragment);
        return growth != 0;
    }

    /// <summary>The bytes by which the part at the end of a fragment must grow, or shrink.</summary>
    private int GrowthOf(in Fragment fragment, int index, int address) => fragment.Kind switch
    {
        PartKind.Branch => Growth(branches[fragment.Part], index, address),
        PartKind.Align => section.Alignments[fragment.Part].PaddingAt(address + fragment.FixedLength) - fragment.PartSize,
        _ => section.Lengths[fragment.Part].Needed(states) - fragment.PartSize,
    };

    private void Grow(ref Fragment fragment, int growth)
    {
        fragment.PartSize += growth;
        if (fragment.Kind == PartKind.Branch)
        {
            quietPasses = 0;
            GrownBranches++;
        }

        stretch = checked(stretch + growth);
    }

    /// <summary>The bytes by which a short branch must grow.</summary>
    private int Growth(in BranchPart branch, int index, int address) => Reaches(states[branch.Target], branch.Addend, index, address) ? 0 : branch.NearSize - BranchPart.ShortSize;

    /// <summary>
    /// Whether the short form reaches. A target that this pass has not come to yet is taken to move as far as the branch did, unless an
    /// alignment stands between, which may swallow the move.
    /// </summary>
    private bool Reaches(in SymbolRecord symbol, long addend, int index, int address)
    {
        var home = symbol.Fragment;
        var target = section.AddressOf(home) + symbol.Offset + addend + (isWalking && home > index ? stretch : 0);
        var end = address + fragments[index].FixedLength + BranchPart.ShortSize;
        if (stretch > 0 && home > index && fragments[home].Region != fragments[index].Region)
        {
            if (!IsShort(target - end))
                next.Add(index);
            target -= stretch;
            if (target < address)
                return true;
        }

        return IsShort(target - end);
    }

    private static bool IsShort(long displacement) => displacement is >= sbyte.MinValue and <= sbyte.MaxValue;

    /// <summary>Has the branches before a part that changed looked at again in the next pass.</summary>
    private void DisturbBefore(int index)
    {
        for (int i = index - 1, distance = 0; i >= 0 && distance <= Neighbourhood; i--)
        {
            distance += fragments[i + 1].FixedLength + fragments[i].PartSize;
            if (fragments[i].IsShortBranch)
                next.Add(i);
        }
    }

    /// <summary>Has the first alignment after a fragment looked at again in this pass.</summary>
    private void DisturbNextAlignment(in Fragment fragment)
    {
        var number = fragment.Region + (fragment.Kind == PartKind.Align ? 1 : 0);
        if (number < alignments.Count)
            now.Add(alignments[number]);
    }

    /// <summary>Has the branches after a part that changed looked at again in this pass; a walk comes to them anyway.</summary>
    private void DisturbAfter(int index)
    {
        for (int i = index + 1, distance = 0; i < count - 1 && distance <= Neighbourhood; i++)
        {
            distance += fragments[i].FixedLength;
            if (fragments[i].IsShortBranch)
                now.Add(i);
            distance += fragments[i].PartSize;
        }
    }
}
