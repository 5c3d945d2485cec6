// SPDX-License-Identifier: MIT
using EntryAsm.Assembler;
using EntryAsm.Errors;

namespace EntryAsm.Layout;

/// <summary>
/// Gives every fragment its address. Branches start short and grow, and alignment is computed inside the same loop, in GNU as's own order of
/// steps: where alignment makes several layouts stable, the order decides which one is found.
/// </summary>
internal static class Relaxer
{
    /// <summary>Rounds without a growing branch that any module may take.</summary>
    private const int UsualQuietRounds = 16;

    /// <summary>Lays out all sections.</summary>
    /// <returns>How many parts were looked at: a figure for tests of speed, the same on every machine.</returns>
    public static long Run(List<SectionBuilder> sections, SymbolStates states)
    {
        try
        {
            return LayOut(sections, states);
        }
        catch (OverflowException)
        {
            throw Error.BadArgument("a section grows beyond 2 GiB (0x80000000 bytes), more than one section of a module can have; look for a padding or an alignment that is too large");
        }
    }

    private static long LayOut(List<SectionBuilder> sections, SymbolStates states)
    {
        foreach (var section in sections)
            section.Close();

        // A length in one section may depend on the size of code in another. GNU as lays out section after section, until a round changes nothing, and
        // in the first round those that have not had their turn look as if all their fragments stood at 0.
        var relaxing = new List<SectionRelaxer>();
        foreach (var section in sections)
        {
            if (!section.HasParts)
            {
                section.PlaceAsWritten();
                continue;
            }

            var relaxer = new SectionRelaxer(section, states);
            relaxer.Relax();
            relaxing.Add(relaxer);
        }

        Settle(relaxing);

        long steps = 0;
        foreach (var section in relaxing)
        {
            steps += section.Steps;
            section.Settle();
            section.Release();
        }

        return steps;
    }

    /// <summary>
    /// Rounds until nothing changes. A branch grows once; a round without one passes a change on from padding to padding, and one that is passed on more often
    /// than there are paddings comes back.
    /// </summary>
    private static void Settle(List<SectionRelaxer> relaxing)
    {
        int lengths = relaxing.Sum(static section => section.Lengths), quiet = 0, grown = 0;
        while (Round(relaxing))
        {
            var nowGrown = relaxing.Sum(static section => section.GrownBranches);
            quiet = nowGrown == grown ? quiet + 1 : 0;
            grown = nowGrown;
            if (quiet > UsualQuietRounds + lengths)
                throw Error.NotConstant("the layout does not settle: paddings in two sections depend on each other", SourceLocation.None);
        }
    }

    private static bool Round(List<SectionRelaxer> relaxing)
    {
        var changed = false;
        foreach (var section in relaxing)
            changed |= section.RelaxAgain();
        return changed;
    }
}
