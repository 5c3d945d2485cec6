// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>
/// Relaxes one section. GNU as walks the whole section again and again until nothing grows. This does the same walks, but after the first one
/// visits only the parts whose neighbourhood has changed, so that a long chain of branches pushing each other stays linear.
/// </summary>
internal sealed class SectionRelaxer
{
    /// <summary>A short branch farther than this from a growing part cannot reach over it: 127 bytes, its own size, and the part's.</summary>
    private const int Neighbourhood = 160;

    /// <summary>Far beyond any program that settles: every pass but the last changes a size.</summary>
    private const int MostPasses = 10_000_000;

    private readonly SectionBuilder section;
    private readonly List<int> everyPass = [];
    private readonly int[] nextAlign;
    private IndexSet now;
    private IndexSet next;
    private int stretch;
    private bool isFirstPass = true;

    public SectionRelaxer(SectionBuilder section)
    {
        this.section = section;
        section.Close();
        nextAlign = new int[section.Fragments.Length];
        (now, next) = (new IndexSet(nextAlign.Length), new IndexSet(nextAlign.Length));
        PlaceFirst();
    }

    /// <summary>Parts looked at so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Passes over the section until nothing changes; true when anything did.</summary>
    public bool Relax()
    {
        var changed = false;
        for (var passes = 0; Pass(); passes++)
        {
            changed = true;
            if (passes > MostPasses)
                throw Errors.NotConstant("the layout of section '" + section.Name + "' does not settle: a padding depends on itself", SourceLocation.None);
        }

        return changed;
    }

    /// <summary>Ends the relaxation: every fragment gets its address for good.</summary>
    public void Settle()
    {
        if (section.Growth is null)
            return;
        var fragments = section.Fragments;
        for (var i = 0; i < nextAlign.Length; i++)
            fragments[i].Address = section.AddressOf(i);
        section.Growth = null;
    }

    /// <summary>The starting point: branches short unless the target is out of the layout's hands, alignment as it then falls.</summary>
    private void PlaceFirst()
    {
        int address = 0, region = 0;
        var fragments = section.Fragments;
        for (var i = 0; i < fragments.Length; i++)
        {
            ref var fragment = ref fragments[i];
            fragment.Address = address;
            fragment.Region = region;
            address = checked(address + fragment.FixedLength);
            switch (fragment.Part)
            {
                case BranchPart branch:
                    branch.Size = branch.IsInReach(section) && !branch.StartsNear ? BranchPart.ShortSize : branch.NearSize;
                    if (branch.Addend != 0)
                        everyPass.Add(i);
                    break;
                case AlignPart align:
                    align.Size = align.PaddingAt(address);
                    region++;
                    break;
                case LengthPart:
                    everyPass.Add(i);
                    break;
            }

            address = checked(address + fragment.PartSize);
        }

        for (int i = fragments.Length - 1, align = -1; i >= 0; i--)
        {
            nextAlign[i] = align;
            if (fragments[i].Part is AlignPart)
                align = i;
        }
    }

    /// <summary>One pass from start to end; true when a size changed.</summary>
    private bool Pass()
    {
        var changed = false;
        stretch = 0;
        if (isFirstPass)
        {
            changed = FirstPass();
        }
        else
        {
            foreach (var i in everyPass)
                now.Add(i);
            while (now.Count != 0)
                changed |= Visit(now.TakeFirst());
        }

        (now, next) = (next, now);
        return changed;
    }

    /// <summary>The first pass visits everything, so it moves the fragments themselves along; what may change after it is any short branch.</summary>
    private bool FirstPass()
    {
        var changed = false;
        var fragments = section.Fragments;
        for (var i = 0; i < fragments.Length; i++)
        {
            fragments[i].Address = checked(fragments[i].Address + stretch);
            changed |= Visit(i);
        }

        isFirstPass = false;
        if (!changed)
            return false;
        section.Growth = new PrefixSums(fragments.Length);
        for (var i = 0; i < fragments.Length; i++)
        {
            if (fragments[i].Part is BranchPart { IsShort: true })
                next.Add(i);
        }

        return true;
    }

    private bool Visit(int index)
    {
        ref var fragment = ref section.Fragments[index];
        if (fragment.Part is not { } part)
            return false;

        Steps++;
        var growth = part switch
        {
            BranchPart branch => branch.IsShort && branch.IsInReach(section) && !Reaches(branch, index) ? branch.NearSize - BranchPart.ShortSize : 0,
            AlignPart align => align.PaddingAt(section.AddressOf(index) + fragment.FixedLength) - align.Size,
            LengthPart length => length.Needed() - length.Size,
            _ => 0,
        };
        if (growth != 0)
        {
            part.Size += growth;
            stretch = checked(stretch + growth);
            if (!isFirstPass)
            {
                section.Growth!.Add(index + 1, growth);
                Disturb(index);
            }
        }

        if (stretch != 0 && !isFirstPass && nextAlign[index] >= 0)
            now.Add(nextAlign[index]);
        return growth != 0;
    }

    /// <summary>
    /// Whether the short form reaches. A target that this pass has not come to yet is taken to move as far as the branch did, unless an
    /// alignment stands between, which may swallow the move.
    /// </summary>
    private bool Reaches(BranchPart branch, int index)
    {
        var fragments = section.Fragments;
        var home = branch.Target.Fragment;
        var address = section.AddressOf(index);
        var target = branch.Target.Address + branch.Addend + (isFirstPass && home > index ? stretch : 0);
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

    /// <summary>Has the branches around a part that changed looked at again: those after it in this pass, those before it in the next.</summary>
    private void Disturb(int index)
    {
        var fragments = section.Fragments;
        for (int i = index - 1, distance = 0; i >= 0 && distance <= Neighbourhood; i--)
        {
            distance += fragments[i + 1].FixedLength + fragments[i].PartSize;
            if (fragments[i].Part is BranchPart { IsShort: true })
                next.Add(i);
        }

        for (int i = index + 1, distance = 0; i < fragments.Length - 1 && distance <= Neighbourhood; i++)
        {
            distance += fragments[i].FixedLength;
            if (fragments[i].Part is BranchPart { IsShort: true })
                now.Add(i);
            distance += fragments[i].PartSize;
        }
    }
}
