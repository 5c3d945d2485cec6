// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>Whose page tables are in force, in a module that switches them.</summary>
internal sealed class PageTableRules(Findings findings, ModuleTraits module) : IPathRule
{
    /// <summary>The features without which page tables are not switched.</summary>
    private readonly HashSet<int> isolation = FindIsolation(module.Map.Code);

    public void Visit(Site site)
    {
        if (!module.SwitchesPageTables || site.Entry is null or { Hint: not null } || IsIsolationOff(site))
            return;
        if (site.IsCallOut(out var target))
            Call(site, target);
        else if (site.IsInterruptReturn && !site.IsFred && (site.HasKnownFrame || !site.IsInterrupt))
            Return(site, FrameRules.Ring(site));
        else if (site.IsSysret)
            Return(site, 3);
    }

    /// <summary>Whether the path has decided that the processor needs no isolation: where an alternative that writes CR3 was not taken.</summary>
    private bool IsIsolationOff(Site site)
    {
        foreach (var (feature, on) in site.Map.Decisions.Decisions(site.World.Decisions))
        {
            if (!on && (isolation.Count == 0 || isolation.Contains(feature)))
                return true;
        }

        return false;
    }

    private static HashSet<int> FindIsolation(FlowCode code)
    {
        var result = new HashSet<int>();
        for (var i = 0; i < code.Instructions.Count; i++) // looking at code may decode more of it
        {
            foreach (var site in code.Instructions[i].Alternatives ?? [])
            {
                if (code.DecidedBy(site, code.Instructions[i]).Any(static stretch => stretch.Any(static instruction => instruction.Code.Code == Iced.Intel.Code.Mov_cr_r64)))
                    result.Add(site.Feature);
            }
        }

        return result;
    }

    private void Call(Site site, Value target)
    {
        for (var pair = 0; pair < 8; pair += 2)
        {
            if ((site.World.Cr3 >> pair & 3) == 1)
            {
                findings.Add(Rules.CallOnUserPageTables, site, site.NameOf(target) + " is called while CR3 has the user's page tables, which do not map the kernel");
                return;
            }
        }
    }

    private void Return(Site site, int? ring)
    {
        var set = site.World.Cr3;
        for (var i = 0; i < 8; i++)
        {
            var (fromUser, userAtEntry, userNow) = ((i & 4) == 0, (i & 2) == 0, (i & 1) == 0);
            if ((set >> i & 1) == 0 || (set >> (i & 6) & 3) == 3)
                continue;
            var expectsUser = ring == 3 ? true : fromUser ? true : site.IsInterrupt ? userAtEntry : userNow;
            if (expectsUser == userNow)
                continue;
            findings.Add(Rules.UserPageTables, site, expectsUser
                ? ring == 3 || fromUser ? "this returns to ring 3 with the kernel's page tables in CR3" : "the interrupted code had the user's page tables, and gets back the kernel's"
                : "the interrupted kernel had its own page tables, and gets back the user's", cause: "exit");
            return;
        }
    }
}
