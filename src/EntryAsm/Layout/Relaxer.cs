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
    /// <summary>A round passes a change on to the next section of a chain; more sections than this are not chained by paddings.</summary>
    private const int MostRounds = 1000;

    /// <summary>Lays out all sections.</summary>
    /// <returns>How many parts were looked at: a figure for tests of speed, the same on every machine.</returns>
    public static long Run(IReadOnlyList<SectionBuilder> sections, SymbolStates states)
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

    private static long LayOut(IReadOnlyList<SectionBuilder> sections, SymbolStates states)
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

        var rounds = 0;
        while (Round(relaxing))
        {
            if (++rounds > MostRounds)
                throw Error.NotConstant("the layout does not settle: paddings in two sections depend on each other", SourceLocation.None);
        }

        long steps = 0;
        foreach (var section in relaxing)
        {
            steps += section.Steps;
            section.Settle();
        }

        return steps;
    }

    private static bool Round(List<SectionRelaxer> relaxing)
    {
        var changed = false;
        foreach (var section in relaxing)
            changed |= section.RelaxAgain();
        return changed;
    }
}
