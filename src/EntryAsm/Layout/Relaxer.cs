// SPDX-License-Identifier: MIT
using EntryAsm.Assembler;

namespace EntryAsm.Layout;

/// <summary>
/// Gives every fragment its address. Branches start short and grow, and alignment is computed inside the same loop, in GNU as's own order of
/// steps: where alignment makes several layouts stable, the order decides which one is found.
/// </summary>
internal static class Relaxer
{
    /// <summary>Lays out all sections.</summary>
    /// <returns>How many parts were looked at: a figure for tests of speed, the same on every machine.</returns>
    public static long Run(IReadOnlyList<SectionBuilder> sections, SymbolStates states)
    {
        var relaxing = new List<SectionRelaxer>();
        foreach (var section in sections)
        {
            section.Close();
            if (section.HasParts)
                relaxing.Add(new SectionRelaxer(section, states));
        }

        // A length in one section may depend on the size of code in another.
        bool changed;
        do
        {
            changed = false;
            foreach (var section in relaxing)
                changed |= section.Relax();
        }
        while (changed);

        long steps = 0;
        foreach (var section in relaxing)
        {
            steps += section.Steps;
            section.Settle();
        }

        return steps;
    }
}
