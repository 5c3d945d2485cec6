// SPDX-License-Identifier: MIT
using EntryAsm.Flow;

namespace EntryAsm.Check;

/// <summary>Facts that the module expects.</summary>
internal sealed class FactRules(Findings findings) : IPathRule
{
    public void Visit(Site site)
    {
        foreach (var fact in site.At.Facts ?? [])
        {
            if (!fact.IsAssumed)
                Judge(site, fact);
        }
    }

    private void Judge(Site site, EntryFact fact)
    {
        var (holds, what, state) = fact.Kind switch
        {
            FactKind.StackDepth => Depth(site, fact),
            FactKind.Register => Held(site, fact, MachineRegister.Name(fact.Subject), site.Register(fact.Subject)),
            FactKind.Slot => Held(site, fact, "[rsp + " + ValueText.Decimal(fact.Subject) + "]", site.Load(site.State.Rsp.Plus(fact.Subject))),
            FactKind.GsBase => Is(World.Decide(site.World.Gs, World.KernelNow, World.UserNow), fact, "the GS base", "the kernel's", "the user's"),
            FactKind.PageTables => Is(World.Decide(site.World.Cr3, World.KernelNow, World.UserNow), fact, "CR3", "the kernel's", "the user's"),
            FactKind.Interrupts => Is(site.World.InterruptsAreOn, fact, "IF", "set", "clear"),
            FactKind.Direction => Is(site.World.DirectionIsDown, fact, "DF", "set", "clear"),
            _ => Is(site.World.AlignmentCheckIsOn, fact, "AC", "set", "clear"),
        };
        if (holds != true)
            findings.Add(Rules.Expectation, site, "expected here: " + what + (holds is null ? "; that cannot be proved, " : "; but ") + state, cause: fact.Kind + ValueText.Decimal(fact.Subject));
    }

    private static (bool?, string, string) Depth(Site site, EntryFact fact)
    {
        var rsp = site.State.Rsp;
        var what = "rsp is " + ValueText.Decimal(fact.Value) + " below the top of what was pushed at the entry";
        return site.Base(rsp).Kind == BaseKind.Stack ? (rsp.Offset == -fact.Value, what, "it is " + ValueText.Decimal(-rsp.Offset) + " below") : (null, what, "it is on another stack");
    }

    private (bool?, string, string) Held(Site site, EntryFact fact, string name, Value value)
    {
        var expected = Facts.Held(fact, site.Bases);
        var what = name + " is " + ValueText.Of(expected, site, findings.Paths);
        return (value == expected ? true : value.IsKnown && site.Base(value).Kind != BaseKind.Joined ? false : null, what, "it is " + ValueText.Of(value, site, findings.Paths));
    }

    private static (bool?, string, string) Is(bool? known, EntryFact fact, string name, string yes, string no) =>
        (known is { } value ? value == (fact.Value != 0) : null, name + " is " + (fact.Value != 0 ? yes : no), "it is " + (known is { } now ? now ? yes : no : "not the same on all paths, or not known"));
}
