// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>
/// Gives every fragment its address. Branches start short and grow, and alignment is computed inside the same loop, in GNU as's own order of
/// steps: where alignment makes several layouts stable, the order decides which one is found.
/// </summary>
internal sealed class Relaxer
{
    /// <summary>Far beyond any program that settles: every pass but the last grows something.</summary>
    private const int MostPasses = 1_000_000;

    private readonly IReadOnlyList<SectionBuilder> sections;
    private int pass;

    private Relaxer(IReadOnlyList<SectionBuilder> sections) => this.sections = sections;

    /// <summary>Passes over one section that the last run took; a figure for tests of speed.</summary>
    public int Passes => pass;

    /// <summary>Lays out all sections.</summary>
    public static Relaxer Run(IReadOnlyList<SectionBuilder> sections)
    {
        var relaxer = new Relaxer(sections);
        foreach (var section in sections)
            PlaceFirst(section);

        // A length in one section may depend on the size of code in another.
        while (relaxer.RelaxAll())
        {
        }

        return relaxer;
    }

    private bool RelaxAll()
    {
        var changed = false;
        foreach (var section in sections)
        {
            while (section.Fragments.Count > 1 && RelaxOnce(section))
                changed = true;
        }

        return changed;
    }

    /// <summary>The starting point: branches short unless the target is out of the layout's hands, alignment as it then falls.</summary>
    private static void PlaceFirst(SectionBuilder section)
    {
        int address = 0, region = 0;
        section.Fragments[section.CurrentFragment].DataEnd = section.DataLength;
        foreach (var fragment in section.Fragments)
        {
            fragment.Address = address;
            fragment.Region = region;
            address = checked(address + fragment.FixedLength);
            switch (fragment.Part)
            {
                case BranchPart branch:
                    branch.Size = branch.IsInReach(section) ? BranchPart.ShortSize : branch.NearSize;
                    break;
                case AlignPart align:
                    align.Size = align.PaddingAt(address);
                    region++;
                    break;
            }

            address = checked(address + (fragment.Part?.Size ?? 0));
        }
    }

    /// <summary>One pass from start to end; true when a size changed.</summary>
    private bool RelaxOnce(SectionBuilder section)
    {
        if (++pass > MostPasses)
            throw Errors.NotConstant("the layout of section '" + section.Name + "' does not settle; a padding depends on itself", SourceLocation.None);

        var stretch = 0;
        var changed = false;
        foreach (var fragment in section.Fragments)
        {
            fragment.Pass = pass;
            fragment.Address = checked(fragment.Address + stretch);
            var growth = Growth(fragment, section, stretch);
            if (growth == 0)
                continue;
            fragment.Part!.Size += growth;
            stretch = checked(stretch + growth);
            changed = true;
        }

        return changed;
    }

    private int Growth(Fragment fragment, SectionBuilder section, int stretch) => fragment.Part switch
    {
        BranchPart { IsShort: true } branch when branch.IsInReach(section) && !Reaches(branch, fragment, stretch) => branch.NearSize - BranchPart.ShortSize,
        AlignPart align => align.PaddingAt(fragment.Address + fragment.FixedLength) - align.Size,
        LengthPart length => length.Needed() - length.Size,
        _ => 0,
    };

    /// <summary>
    /// Whether the short form reaches. A target that this pass has not come to yet is taken to move as far as the branch did, unless an
    /// alignment stands between, which may swallow the move.
    /// </summary>
    private bool Reaches(BranchPart branch, Fragment fragment, int stretch)
    {
        var home = branch.Target.Section!.Fragments[branch.Target.Fragment];
        long target = home.Address + branch.Target.Offset + branch.Addend;
        if (stretch != 0 && home.Pass != pass)
        {
            if (stretch < 0 || home.Region == fragment.Region)
                target += stretch;
            else if (target < fragment.Address)
                return true;
        }

        var displacement = target - (fragment.Address + fragment.FixedLength + BranchPart.ShortSize);
        return displacement is >= sbyte.MinValue and <= sbyte.MaxValue;
    }
}
